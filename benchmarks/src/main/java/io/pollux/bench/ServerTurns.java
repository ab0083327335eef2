package io.pollux.bench;

import io.pollux.demo.Latencies;
import io.pollux.demo.Load;
import io.pollux.demo.TomcatProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Tomcats, one a {@link Variant}, all alive from first to last; in each round every one has its turn under the same load. The rounds begin
 * with another variant each, so that a drift of the machine favours none, and a ratio compares turns of the same round.
 */
public final class ServerTurns {
    private static final int BUSY = 32;
    private static final int IDLE = 200;
    private static final int SECONDS = 3;
    /** The JIT compilers of server and load. */
    private static final int WARM_UP_SECONDS = 8;

    private final Map<Variant, TomcatProcess> servers = new EnumMap<>(Variant.class);
    private final List<Map<Variant, Turn>> rounds = new ArrayList<>();

    private ServerTurns() {
    }

    /** @param args the page to write to, the agent's jar, the number of rounds */
    public static void main(String[] args) throws IOException, InterruptedException {
        ServerTurns bench = new ServerTurns();
        try {
            for (Variant variant : Variant.values()) {
                bench.servers.put(variant, TomcatProcess.start(variant.jvmArguments(Path.of(args[1]))));
                bench.turn(variant, WARM_UP_SECONDS);
            }
            bench.round(0);
            bench.rounds.clear(); // the first round still compiles
            int rounds = Integer.parseInt(args[2]);
            for (int round = 0; round < rounds; round++) {
                bench.round(round);
                System.out.println("round " + (round + 1) + " of " + rounds + ": " + bench.rounds.get(round));
            }
            String table = bench.table();
            System.out.println(table);
            new Page(Path.of(args[0])).replace("server-" + Runtime.version().feature(), Machine.describe() + ", "
                    + bench.servers.get(Variant.BARE).description() + ", " + rounds + " rounds of " + SECONDS + " s each, load average " + Machine.load()
                    + "\n\n" + table);
        } finally {
            bench.servers.values().forEach(TomcatProcess::close);
        }
    }

    private void round(int number) throws IOException, InterruptedException {
        Map<Variant, Turn> round = new EnumMap<>(Variant.class);
        Variant[] variants = Variant.values();
        for (int i = 0; i < variants.length; i++) {
            Variant variant = variants[(i + number) % variants.length];
            round.put(variant, turn(variant, SECONDS));
        }
        rounds.add(round);
    }

    private Turn turn(Variant variant, int seconds) throws IOException, InterruptedException {
        TomcatProcess tomcat = servers.get(variant);
        try (Load load = new Load(tomcat.address(), BUSY, IDLE)) {
            load.start();
            Thread.sleep(300); // connecting is not the question here
            Latencies latencies = load.newLatencies();
            double cpu = cpuSeconds(tomcat);
            long answered = load.answered();
            long start = System.nanoTime();
            Thread.sleep(seconds * 1000L);
            double took = (System.nanoTime() - start) / 1e9;
            long requests = load.answered() - answered;
            return new Turn(requests / took, latencies.quantile(0.5), latencies.quantile(0.99), (cpuSeconds(tomcat) - cpu) / requests);
        }
    }

    private static double cpuSeconds(TomcatProcess tomcat) {
        return ProcessHandle.of(tomcat.pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow().toNanos() / 1e9;
    }

    private String table() {
        StringBuilder table = new StringBuilder("""
                | | requests/s | p50 | p99 | CPU a request |
                | --- | ---: | ---: | ---: | ---: |
                """);
        table.append(String.format(Locale.ROOT, "| bare | %,.0f | %,.0f µs | %,.0f µs | %.1f µs |%n", bare(Turn::perSecond), bare(Turn::p50) / 1e3,
                bare(Turn::p99) / 1e3, bare(Turn::cpuSeconds) * 1e6));
        for (Variant variant : Variant.values()) {
            if (variant != Variant.BARE) {
                table.append("| ").append(variant.title()).append(ratio(variant, Turn::perSecond)).append(ratio(variant, Turn::p50))
                        .append(ratio(variant, Turn::p99)).append(ratio(variant, Turn::cpuSeconds)).append(" |\n");
            }
        }
        return table.toString();
    }

    private double bare(ToDoubleFunction<Turn> of) {
        return Spread.of(rounds, round -> of.applyAsDouble(round.get(Variant.BARE))).median();
    }

    private String ratio(Variant variant, ToDoubleFunction<Turn> of) {
        Spread ratio = Spread.of(rounds, round -> of.applyAsDouble(round.get(variant)) / of.applyAsDouble(round.get(Variant.BARE)));
        return String.format(Locale.ROOT, " | **%.3f** (%.3f … %.3f)", ratio.median(), ratio.lowest(), ratio.highest());
    }

    /**
     * What the load saw in some seconds.
     *
     * @param p50        ns, as p99
     * @param cpuSeconds of the server, for a request
     */
    private record Turn(double perSecond, double p50, double p99, double cpuSeconds) {
    }
}
