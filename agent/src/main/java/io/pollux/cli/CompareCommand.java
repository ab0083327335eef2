package io.pollux.cli;

import io.pollux.agent.Nearest;
import io.pollux.cli.compare.Advice;
import io.pollux.cli.compare.CompareHtml;
import io.pollux.cli.compare.CompareJson;
import io.pollux.cli.compare.CompareText;
import io.pollux.cli.compare.Measure;
import io.pollux.cli.compare.Outcome;
import io.pollux.cli.compare.Plan;
import io.pollux.cli.compare.Pool;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Totals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "compare",
        description = "Serves a JVM's own traffic by one engine after the other, in rounds, and says what each costs, against the engine in use, with "
                + "95 %% intervals. The engine in use comes back whatever happens.",
        footer = {"", "Exit status 8: an engine lies beyond a --max ratio, and not by chance. 6: no verdict, as there was no traffic.", "",
            "Example:", "  pollux compare 4711 --engines epoll,epoll-et,poll",
            "  pollux compare com.acme.Server --engines epoll-et --duration 5m --max-p99-ratio 1.2"})
final class CompareCommand extends JvmCommand {
    @Option(names = "--engines", paramLabel = "NAME", split = ",", description = "engines to compare with the one in use (default: all that this kernel runs)")
    private List<String> named = List.of();

    @Option(names = "--duration", paramLabel = "TIME", defaultValue = "60s", description = "how long in all: 30s, 5m (default: ${DEFAULT-VALUE})")
    private String time;

    @Option(names = "--rounds", paramLabel = "N", description = "turns of each engine, 5 or more (default: by the duration, 5 to 30)")
    private Integer rounds;

    @Option(names = "--seed", paramLabel = "N", description = "of the order in each round and of the draws behind the intervals (default: drawn, and shown)")
    private Long seed;

    @Option(names = "--max-p99-ratio", paramLabel = "R", description = "exit with 8 if an engine's p99 from ready to read is more than R times that of the one in use")
    private Double maxP99;

    @Option(names = "--max-cpu-ratio", paramLabel = "R", description = "exit with 8 if an event costs more than R times the CPU that it costs under the one in use")
    private Double maxCpu;

    @Option(names = "--html", paramLabel = "FILE", description = "writes a report with charts to this file, besides what is printed")
    private Path html;

    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration duration = WatchTime.parse("--duration", time, "30s, 5m");
        checkLimits();
        OutputFile.check(html);
        try (LedgerReader reader = attachedLedger()) {
            Plan plan = plan(engines(reader), duration);
            Outcome outcome;
            try (Progress progress = new Progress(err(), plan.rounds())) {
                outcome = new CompareRun(reader, plan, progress, err()).run();
            }
            return tell(reader, outcome);
        }
    }

    private void checkLimits() {
        if (rounds != null && rounds < Plan.LEAST_ROUNDS) {
            throw new CliException(ExitCode.USAGE, "--rounds takes " + Plan.LEAST_ROUNDS + " or more: fewer say nothing about chance");
        }
        if (maxP99 != null && !(maxP99 > 0) || maxCpu != null && !(maxCpu > 0)) {
            throw new CliException(ExitCode.USAGE, "--max-p99-ratio and --max-cpu-ratio take a number above 0, as 1.2");
        }
    }

    /** The engine in use, then the others, each of which must be known and run on this kernel. */
    private List<String> engines(LedgerReader reader) {
        String inUse = reader.meta().getOrDefault("engine", "");
        List<Totals> all = reader.engines();
        List<String> names = all.stream().map(engine -> engine.key().text("name")).toList();
        Set<String> engines = new LinkedHashSet<>(List.of(inUse));
        for (String name : named) {
            if (!names.contains(name)) {
                throw new CliException(ExitCode.USAGE, "no engine '" + name + "'; nearest: " + Nearest.to(name, names) + "; there are " + String.join(", ", names));
            }
            if (!isAvailable(all, name)) {
                throw new CliException(ExitCode.UNSUPPORTED, "this kernel can't run the engine '" + name + "'");
            }
            engines.add(name);
        }
        if (named.isEmpty()) {
            names.stream().filter(name -> isAvailable(all, name)).forEach(engines::add);
        }
        if (engines.size() < 2) {
            throw new CliException(ExitCode.USAGE, "nothing to compare: " + inUse + " is in use; --engines takes others, of " + String.join(", ", names));
        }
        return new ArrayList<>(engines);
    }

    private static boolean isAvailable(List<Totals> engines, String name) {
        return engines.stream().anyMatch(engine -> engine.key().text("name").equals(name) && engine.key().number("available") != 0);
    }

    private Plan plan(List<String> engines, Duration duration) {
        long drawn = seed == null ? new Random().nextInt(1_000_000) : seed;
        Plan plan = Plan.of(engines, duration, rounds == null ? 0 : rounds, drawn);
        if (plan.isTooShort()) {
            throw new CliException(ExitCode.USAGE, "--duration " + time + " is too short for a verdict on " + engines.size() + " engines in "
                    + plan.rounds() + " rounds; the least is " + plan.least().toMillis() + "ms");
        }
        return plan;
    }

    private int tell(LedgerReader reader, Outcome outcome) throws IOException {
        Advice advice = Advice.of(outcome);
        List<String> exceeded = new ArrayList<>();
        exceeded.addAll(exceeded(outcome, Measure.READ_P99, maxP99));
        exceeded.addAll(exceeded(outcome, Measure.CPU, maxCpu));
        if (html != null) {
            OutputFile.write(html, new CompareHtml(outcome, advice).page(CompareText.who(reader)));
        }
        output.print(out(), json -> CompareJson.write(json, reader, outcome, advice, exceeded), () -> {
            List<String> lines = new ArrayList<>(new CompareText(outcome, advice).lines(reader));
            lines.addAll(exceeded);
            return lines;
        });
        return !exceeded.isEmpty() ? ExitCode.THRESHOLD : advice.engine().isEmpty() || outcome.isDegraded() ? ExitCode.DEGRADED : ExitCode.OK;
    }

    /** A line for each engine beyond the limit; null: there is none. */
    private static List<String> exceeded(Outcome outcome, Measure measure, Double limit) {
        if (limit == null || !outcome.objection().isEmpty()) {
            return List.of();
        }
        return outcome.exceeding(measure, limit).stream().map(Pool::engine)
                .map(engine -> engine + " exceeds the limit of " + limit + " for " + measure.label()).toList();
    }
}
