package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Option;

/** Variants of servers in turns, over several sets of JVMs. */
abstract class TurnsCommand extends ServerCommand {
    @Option(names = "--forks", paramLabel = "N", defaultValue = "3", description = "sets of JVMs: one that was compiled otherwise is faster or slower for good (default: ${DEFAULT-VALUE})")
    private int forks;

    @Option(names = "--seconds", paramLabel = "N", defaultValue = "2", description = "a turn (default: ${DEFAULT-VALUE})")
    private int seconds;

    /** Measures and prints. */
    final List<ServerLoad> measured(Sample sample, List<Variant> variants, List<Integer> connections, int rounds, Turns.Start start)
            throws IOException, InterruptedException {
        List<ServerLoad> loads = connections.stream().map(count -> new ServerLoad(sample, variants, count)).toList();
        int most = connections.stream().mapToInt(i -> i).max().orElseThrow();
        for (int i = 0; i < forks; i++) {
            try (Turns turns = start.under(most)) {
                for (ServerLoad load : loads) {
                    load.add(turns, rounds, seconds);
                }
            }
        }
        loads.forEach(load -> System.out.println("\n" + load.text()));
        return loads;
    }
}
