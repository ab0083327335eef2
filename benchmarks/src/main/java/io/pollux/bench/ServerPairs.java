package io.pollux.bench;

import io.pollux.demo.Latencies;
import io.pollux.demo.Load;
import io.pollux.demo.PolluxCommand;
import io.pollux.demo.TomcatProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * One Tomcat under one steady load, with Pollux in and out in turns. Pairs alternate which side comes first, so that a
 * drift of the machine does not favour either.
 */
public final class ServerPairs {
    private static final int BUSY = 32;
    private static final int IDLE = 200;
    private static final int SECONDS = 4;

    private final Load load;
    private final PolluxCommand pollux;
    private final String pid;

    private ServerPairs(Load load, PolluxCommand pollux, String pid) {
        this.load = load;
        this.pollux = pollux;
        this.pid = pid;
    }

    /** @param args the page to write to, the script {@code bin/pollux}, the number of pairs */
    public static void main(String[] args) throws IOException, InterruptedException {
        int pairs = Integer.parseInt(args[2]);
        try (TomcatProcess tomcat = TomcatProcess.start(); Load load = new Load(tomcat.address(), BUSY, IDLE)) {
            load.start();
            Thread.sleep(10_000); // the JIT compilers of both JVMs
            String pid = Long.toString(tomcat.pid());
            ServerPairs server = new ServerPairs(load, new PolluxCommand(Path.of(args[1])), pid);
            List<Turns> turns = new ArrayList<>();
            for (int i = 0; i < pairs; i++) {
                turns.add(server.pair(i % 2 == 0));
                System.out.println(turns.get(i));
            }
            String table = table(turns);
            System.out.println(table);
            new Page(Path.of(args[0])).replace("server-" + Runtime.version().feature(), Machine.describe() + ", "
                    + tomcat.description() + ", " + pairs + " pairs of " + SECONDS + " s, load average " + Machine.load() + "\n\n" + table);
        }
    }

    private Turns pair(boolean bareFirst) throws IOException, InterruptedException {
        Turn first = turn(!bareFirst);
        Turn second = turn(bareFirst);
        return bareFirst ? new Turns(first, second) : new Turns(second, first);
    }

    private Turn turn(boolean attached) throws IOException, InterruptedException {
        if (attached) {
            pollux.output("attach", pid, "port=0");
        }
        Thread.sleep(500); // what attaching or detaching itself cost is not the question here
        Latencies latencies = load.newLatencies();
        long answered = load.answered();
        long start = System.nanoTime();
        Thread.sleep(SECONDS * 1000L);
        double seconds = (System.nanoTime() - start) / 1e9;
        Turn turn = new Turn((load.answered() - answered) / seconds, latencies.quantile(0.5), latencies.quantile(0.99));
        load.newLatencies();
        if (attached) {
            pollux.output("detach", pid);
        }
        return turn;
    }

    private static String table(List<Turns> turns) {
        return """
                | | bare | with Pollux | ratio | lowest … highest |
                | --- | ---: | ---: | ---: | ---: |
                """
                + row("requests/s", turns, 1, Turn::requestsPerSecond)
                + row("response time p50, µs", turns, 1e-3, Turn::p50)
                + row("response time p99, µs", turns, 1e-3, Turn::p99);
    }

    private static String row(String name, List<Turns> turns, double scale, ToDoubleFunction<Turn> of) {
        Spread ratio = Spread.of(turns, t -> of.applyAsDouble(t.attached()) / of.applyAsDouble(t.bare()));
        return String.format(Locale.ROOT, "| %s | %,.0f | %,.0f | **%.3f** | %.3f … %.3f |%n", name,
                Spread.of(turns, t -> of.applyAsDouble(t.bare()) * scale).median(),
                Spread.of(turns, t -> of.applyAsDouble(t.attached()) * scale).median(),
                ratio.median(), ratio.lowest(), ratio.highest());
    }

    /** What the load saw in some seconds; times in ns. */
    private record Turn(double requestsPerSecond, double p50, double p99) {
    }

    /** Two turns next to each other. */
    private record Turns(Turn bare, Turn attached) {
    }
}
