package io.pollux.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The tour: Tomcat under load; attach; each engine in its turn; a table; the busiest descriptors; detach and its proof.
 *
 * <p>Exits 0 only if every command succeeded, every engine waited, and no response was lost.
 */
public final class Demo {
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"]+?(?=/?[\\s\"])");

    private final Tour tour;
    private final PolluxCommand pollux;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Progress progress = new Progress();
    private String pid;
    private Load load;
    private URI metrics;

    private Demo(Tour tour) {
        this.tour = tour;
        this.pollux = new PolluxCommand(tour.launcher());
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
            progress.say("%s, JDK %s, pid %d, %s", tomcat.description(), System.getProperty("java.version"),
                    tomcat.pid(), "http://127.0.0.1:" + tomcat.address().getPort() + "/page");
            pid = Long.toString(tomcat.pid());
            load = new Load(tomcat.address(), tour.busy(), tour.idle());
            try (Load running = load) {
                running.start();
                progress.say("load: %d keep-alive connections busy, %d idle; %d s to warm up", tour.busy(),
                        tour.idle(), tour.warmUp());
                requestsIn(tour.warmUp());
                show();
            }
        }
        progress.say("everything the demo started is gone");
    }

    private void show() throws IOException, InterruptedException {
        double before = requestsIn(tour.seconds()) / (double) tour.seconds();
        progress.say("without Pollux: %,.0f requests/s", before);
        metrics = metricsPage(pollux.show("attach", pid, "port=0"));
        System.out.println();
        List<Round> rounds = new ArrayList<>();
        for (String engine : engines()) {
            rounds.add(turn(engine));
        }
        System.out.println("\nEach engine had " + tour.seconds() + " s of the same traffic:\n");
        System.out.println(RoundTable.of(rounds));
        System.out.println("The busiest descriptors, with what readiness and copying cost on each:");
        pollux.show("fds", pid, "--limit", "8");
        pollux.show("detach", pid);
        System.out.println();
        double after = requestsIn(tour.seconds()) / (double) tour.seconds();
        progress.say("without Pollux again: %,.0f requests/s (%,.0f before the attach)", after, before);
        progress.say("%,d requests, each answered whole, on the same %d connections from first to last",
                load.answered(), tour.busy() + tour.idle());
    }

    private List<String> engines() throws IOException, InterruptedException {
        return tour.engines().isEmpty()
                ? Metrics.scrape(http, metrics).labelValues("pollux_waits_total", "engine")
                : tour.engines();
    }

    private Round turn(String engine) throws IOException, InterruptedException {
        pollux.output("engine", pid, engine);
        Metrics before = Metrics.scrape(http, metrics);
        long start = System.nanoTime();
        long requests = requestsIn(tour.seconds());
        Round round = Round.of(engine, (System.nanoTime() - start) / 1e9, requests,
                Metrics.scrape(http, metrics).since(before));
        progress.say("bin/pollux engine %s %-8s  %,7.0f requests/s, %,8.0f waits, %,9.0f system calls", pid, engine,
                round.requestsPerSecond(), round.waits(), round.syscalls());
        if (round.waits() == 0) {
            throw new IOException("engine " + engine + " served no wait in its turn");
        }
        return round;
    }

    /** Lets the load run for a while; gives the responses of that time. */
    private long requestsIn(int seconds) throws InterruptedException {
        long before = load.answered();
        Thread.sleep(seconds * 1000L);
        return load.answered() - before;
    }

    private static URI metricsPage(String attachOutput) throws IOException {
        Matcher url = URL.matcher(attachOutput);
        if (!url.find()) {
            throw new IOException("attach named no URL");
        }
        return URI.create(url.group() + "/metrics");
    }

    /** Lines with the seconds since the start. */
    private static final class Progress {
        private final long start = System.nanoTime();

        void say(String format, Object... values) {
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds, String.format(Locale.ROOT, format, values));
        }
    }
}
