package io.pollux.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tour: Tomcat under load; attach; each engine in its turns; a table; the busiest descriptors; detach and its proof.
 *
 * <p>Exits 0 only if every command succeeded, every engine waited, and no response was lost.
 */
public final class Demo {
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"]+?(?=/?[\\s\"])");
    private static final String COSTS = "ready_in,reads,read_bytes,read_ns,write_bytes,write_ns";

    private final Tour tour;
    private final PolluxCommand pollux;
    private final Duration each;
    private final Progress progress = new Progress();

    private Demo(Tour tour) {
        this.tour = tour;
        this.pollux = new PolluxCommand(tour.launcher());
        this.each = Duration.ofSeconds(tour.seconds());
    }

    /** @param args see {@link Tour#parse} */
    public static void main(String[] args) throws InterruptedException {
        try {
            new Demo(Tour.parse(args)).run();
        } catch (IllegalArgumentException e) {
            System.err.println("demo: " + e.getMessage());
            System.exit(2);
        } catch (IOException | UncheckedIOException e) {
            System.err.println("demo: " + (e.getMessage() == null ? e : e.getMessage()));
            System.exit(1);
        }
    }

    private void run() throws IOException, InterruptedException {
        progress.say("starting Tomcat, as it comes from Maven Central, in a JVM of its own");
        try (TomcatProcess tomcat = TomcatProcess.start()) {
            progress.say("%s, JDK %s, pid %d, http://127.0.0.1:%d/page", tomcat.description(),
                    System.getProperty("java.version"), tomcat.pid(), tomcat.address().getPort());
            try {
                underLoad(tomcat);
            } catch (IOException | UncheckedIOException e) {
                throw new IOException(e.getMessage() + "\nthe server's last lines:\n" + tomcat.lastLines(), e);
            }
        }
        progress.say("everything the demo started is gone");
    }

    private void underLoad(TomcatProcess tomcat) throws IOException, InterruptedException {
        try (Load load = new Load(tomcat.address(), tour.busy(), tour.idle())) {
            load.start();
            progress.say("load: %d keep-alive connections busy, %d idle; %d s to warm up", tour.busy(), tour.idle(),
                    tour.warmUp());
            load.answeredIn(Duration.ofSeconds(tour.warmUp()));
            show(Long.toString(tomcat.pid()), load);
        }
    }

    private void show(String pid, Load load) throws IOException, InterruptedException {
        double before = load.answeredIn(each) / (double) tour.seconds();
        progress.say("without Pollux: %,.0f requests/s", before);
        URI metrics = metricsPage(pollux.show("attach", pid, "port=0"));
        System.out.println();
        EngineTurns turns = new EngineTurns(pollux, pid, load, metrics, progress);
        List<String> engines = tour.engines().isEmpty() ? turns.known() : tour.engines();
        List<Round> rounds = turns.thereAndBack(engines, each);
        System.out.printf("%nEach engine had %d s of the same traffic, in two turns:%n%n", tour.seconds());
        System.out.println(RoundTable.of(rounds));
        System.out.println("The busiest descriptors, with what readiness and copying cost on each:");
        pollux.show("fds", pid, "--limit", "8", "--columns", COSTS);
        pollux.show("detach", pid);
        System.out.println();
        double after = load.answeredIn(each) / (double) tour.seconds();
        progress.say("without Pollux again: %,.0f requests/s (%,.0f before the attach)", after, before);
        progress.say("%,d requests, each answered whole, on the same %d connections from first to last",
                load.answered(), tour.busy() + tour.idle());
    }

    private static URI metricsPage(String attachOutput) throws IOException {
        Matcher url = URL.matcher(attachOutput);
        if (!url.find()) {
            throw new IOException("attach named no URL");
        }
        return URI.create(url.group() + "/metrics");
    }
}
