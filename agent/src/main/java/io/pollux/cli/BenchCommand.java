package io.pollux.cli;

import io.pollux.cli.bench.Cell;
import io.pollux.cli.bench.Measured;
import io.pollux.cli.bench.Plan;
import io.pollux.cli.bench.Report;
import io.pollux.cli.probe.LocalCalibration;
import io.pollux.cli.probe.WaitBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "bench", subcommands = BenchModelsCommand.class,
        description = "What one wait costs among more and more descriptors, one of them ready: by each of Pollux's engines, and by the same system "
                + "call in a bare C loop, in turns.",
        footer = {"", "Needs no JVM to look at and no privileges; takes some 20 seconds, more with more kinds.", "",
            "Example:", "  pollux bench", "  pollux bench --fds 10,1000 --engine poll,epoll --kind tcp",
            "  pollux bench --fds 1000 --active 1,100,1000 --html bench.html"})
final class BenchCommand extends Subcommand {
    @Mixin
    private BenchPlans plans;

    @Mixin
    private ReportOutput output;

    @Option(names = "--svg", paramLabel = "FILE", description = "write the chart to a file as well")
    private Path svg;

    @Override
    public Integer call() throws IOException {
        plans.check();
        OutputFile.check(svg);
        output.check();
        WaitBench bench = WaitBench.load();
        List<String> leftOut = new ArrayList<>();
        List<Plan> all = plans.of(bench, leftOut);
        List<Cell> cells = new ArrayList<>();
        boolean whole = measure(bench, all, cells, leftOut);
        if (cells.isEmpty()) {
            throw new CliException(ExitCode.DEGRADED, String.join("; ", leftOut));
        }
        print(new Report(new Measured(Kernel.release(), Runtime.getRuntime().availableProcessors(), plans.rounds(), LocalCalibration.measure(), cells,
                leftOut.stream().distinct().toList())));
        return whole ? ExitCode.OK : ExitCode.DEGRADED;
    }

    /** False when something could not be measured at all. */
    private boolean measure(WaitBench bench, List<Plan> all, List<Cell> cells, List<String> leftOut) {
        boolean whole = true;
        int done = 0;
        try (Progress progress = new Progress(err(), all.size())) {
            for (Plan plan : all) {
                progress.at(done++, plan.what());
                try {
                    if (isBeyond(plan, cells)) {
                        leftOut.add(BenchPlans.beyond(plan));
                    } else {
                        cells.add(bench.measure(plan));
                    }
                } catch (CliException e) {
                    leftOut.add(e.getMessage());
                    whole = false;
                }
            }
        }
        leftOut.addAll(0, BenchPlans.shortages(cells));
        return whole;
    }

    /** Fewer descriptors than this were too many already. */
    private static boolean isBeyond(Plan plan, List<Cell> cells) {
        return cells.stream().anyMatch(cell -> cell.plan().kind() == plan.kind() && cell.plan().engine().equals(plan.engine())
                && cell.plan().active() == plan.active() && cell.fds() < cell.plan().fds() && cell.plan().fds() < plan.fds());
    }

    private void print(Report report) throws IOException {
        output.print(report, out());
        if (svg != null) {
            OutputFile.write(svg, report.svg());
        }
    }
}
