package io.pollux.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What a counted call costs above the stock one. In each round a JVM without and JVMs with {@code -javaagent} take turns, so that a
 * machine that drifts drifts for all; each round gives one pair for each call and variant.
 */
public final class Overhead {
    private Overhead() {
    }

    /** With all of Pollux, and with neither copies nor tap: what is between the two is theirs. */
    private static final List<String> MEASURED = List.of("counts", "all");

    /** @param args the root of the sources, built, and the number of rounds */
    public static void main(String[] args) throws RunnerException, IOException {
        Path root = Path.of(args[0]);
        int rounds = Integer.parseInt(args[1]);
        List<Variant> all = Variant.all(root);
        List<Variant> variants = MEASURED.stream().map(name -> Variant.of(name, all)).toList();
        Map<String, String> places = Map.of("pollux", root.resolve("agent/target/pollux.jar").toString());
        Map<Variant, Map<String, List<Pair>>> pairs = new LinkedHashMap<>();
        for (int round = 1; round <= rounds; round++) {
            System.out.println("round " + round + " of " + rounds);
            Map<String, RunResult> stock = measure(List.of());
            for (Variant variant : variants) {
                add(pairs.computeIfAbsent(variant, unused -> new TreeMap<>()), stock, measure(Variant.filled(variant.jvm(), places)));
            }
        }
        StringBuilder tables = new StringBuilder();
        pairs.forEach((variant, calls) -> tables.append("With ").append(variant.title()).append(":\n\n").append(OverheadTable.of(calls)).append('\n'));
        System.out.println(tables);
        new Page(root.resolve("docs/overhead.md")).replace("calls-" + Runtime.version().feature(),
                Machine.describe() + ", " + rounds + " rounds of JVMs, load average " + Machine.load() + "\n\n" + tables);
    }

    private static void add(Map<String, List<Pair>> pairs, Map<String, RunResult> stock, Map<String, RunResult> counted) {
        stock.forEach((call, result) -> pairs.computeIfAbsent(call, unused -> new ArrayList<>())
                .add(new Pair(score(result), score(counted.get(call)), allocated(result), allocated(counted.get(call)))));
    }

    private static Map<String, RunResult> measure(List<String> jvmArguments) throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(CountedCalls.class.getSimpleName())
                .forks(1)
                .jvmArgs("-XX:+UseSerialGC", "-Xmx256m")
                .jvmArgsAppend(jvmArguments.toArray(String[]::new))
                .warmupIterations(3).warmupTime(TimeValue.milliseconds(300))
                .measurementIterations(5).measurementTime(TimeValue.milliseconds(200))
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT);
        return byName(new Runner(options.build()).run());
    }

    private static Map<String, RunResult> byName(Collection<RunResult> results) {
        Map<String, RunResult> named = new TreeMap<>();
        for (RunResult result : results) {
            named.put(result.getPrimaryResult().getLabel(), result);
        }
        return named;
    }

    private static double score(RunResult result) {
        return result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double allocated(RunResult result) {
        return result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    }
}
