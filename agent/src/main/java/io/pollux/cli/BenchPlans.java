package io.pollux.cli;

import io.pollux.cli.bench.Cell;
import io.pollux.cli.bench.Kind;
import io.pollux.cli.bench.Plan;
import io.pollux.cli.probe.WaitBench;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The options that say what {@code pollux bench} measures. */
final class BenchPlans {
    private static final int MOST_FDS = 1_000_000;
    private static final int MOST_OPS = 100_000;
    private static final int MOST_ROUNDS = 101;

    @Option(names = "--fds", paramLabel = "N", split = ",", defaultValue = "10,100,1000,10000",
            description = "how many descriptors are waited for (10,100,1000,10000); as many as RLIMIT_NOFILE's hard limit allows")
    private List<Integer> fds;

    @Option(names = "--active", paramLabel = "N", split = ",", defaultValue = "1", description = "how many of them are ready each time (1)")
    private List<Integer> active;

    @Option(names = "--engine", paramLabel = "NAME", split = ",", description = "only these engines; all without it")
    private List<String> engines = new ArrayList<>();

    @Option(names = "--kind", paramLabel = "KIND", split = ",", defaultValue = "pipe", description = "pipe (default), unix, tcp")
    private List<String> kinds;

    @Option(names = "--ops", paramLabel = "N", description = "waits in a round; without it as many as take 20 ms, 31 to 1,000")
    private Integer ops;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "7", description = "how often each side has its turn (7)")
    private int rounds;

    int rounds() {
        return rounds;
    }

    /** Every cell, in the order of measuring: engines side by side. What this kernel has not got goes to {@code leftOut}, unless it was asked for by name. */
    List<Plan> of(WaitBench bench, List<String> leftOut) {
        List<String> run = engines(bench, leftOut);
        List<Plan> plans = new ArrayList<>();
        for (Kind kind : kinds()) {
            for (int ready : sorted(active)) {
                for (int n : sorted(fds)) {
                    run.stream().filter(engine -> ready <= n).forEach(engine -> plans.add(new Plan(engine, kind, n, ready, ops == null ? 0 : ops, rounds)));
                }
            }
        }
        return plans;
    }

    /** Before anything is loaded: throws a {@link CliException} for numbers and kinds that can't be. */
    void check() {
        check("--fds", fds, MOST_FDS);
        check("--active", active, MOST_FDS);
        check("--rounds", List.of(rounds), MOST_ROUNDS);
        check("--ops", ops == null ? List.of() : List.of(ops), MOST_OPS);
        kinds();
        if (Collections.min(active) > Collections.max(fds)) {
            throw new CliException(ExitCode.USAGE, "--active has no number that is at most one of --fds");
        }
    }

    private static void check(String option, List<Integer> values, int most) {
        for (int value : values) {
            if (value < 1 || value > most) {
                throw new CliException(ExitCode.USAGE, String.format(Locale.ROOT, "%s must be from 1 to %,d, not %d", option, most, value));
            }
        }
    }

    private List<Kind> kinds() {
        return kinds.stream().distinct().map(label -> {
            Kind kind = Kind.of(label);
            if (kind == null) {
                throw new CliException(ExitCode.USAGE, "no kind '" + label + "'; there are " + String.join(", ", Kind.labels()));
            }
            return kind;
        }).toList();
    }

    private List<String> engines(WaitBench bench, List<String> leftOut) {
        engines.forEach(bench::check);
        for (String engine : engines) {
            if (!bench.runs(engine)) {
                throw new CliException(ExitCode.UNSUPPORTED, "this kernel can't run the engine '" + engine + "'");
            }
        }
        bench.engines().stream().filter(engine -> engines.isEmpty() && !bench.runs(engine)).forEach(engine -> leftOut.add(engine + ": this kernel refuses it"));
        return bench.engines().stream().filter(engine -> engines.isEmpty() ? bench.runs(engine) : engines.contains(engine)).toList();
    }

    private static List<Integer> sorted(List<Integer> values) {
        return values.stream().distinct().sorted().toList();
    }

    /** Where there were fewer descriptors than asked for: a sentence for each number. */
    static List<String> shortages(List<Cell> cells) {
        return cells.stream().filter(cell -> cell.fds() < cell.plan().fds())
                .flatMap(cell -> Stream.of(String.format(Locale.ROOT, "more than %,d of %,d %ss: no more may be open (RLIMIT_NOFILE's hard limit is %,d, ulimit -Hn)",
                        most(cells, cell), cell.plan().fds(), cell.plan().kind().label(), cell.limit())))
                .distinct().toList();
    }

    /** For what was not tried, as fewer were too many. */
    static String beyond(Plan plan) {
        return String.format(Locale.ROOT, "%,d %ss", plan.fds(), plan.kind().label());
    }

    private static int most(List<Cell> cells, Cell of) {
        return cells.stream().filter(cell -> cell.plan().kind() == of.plan().kind() && cell.plan().fds() == of.plan().fds()).mapToInt(Cell::fds).max().orElse(0);
    }
}
