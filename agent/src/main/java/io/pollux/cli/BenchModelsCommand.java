package io.pollux.cli;

import io.pollux.cli.models.Load;
import io.pollux.cli.models.Model;
import io.pollux.cli.models.Report;
import io.pollux.cli.models.Results;
import io.pollux.cli.probe.Models;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "models",
        description = "One echo workload under each I/O model of the books: blocking (threads, processes), non-blocking, multiplexed (each engine), "
                + "signal-driven, asynchronous (POSIX AIO, io_uring). What each costs, and where its time goes: waiting or copying.",
        footer = {"", "Needs no JVM to look at and no privileges; uses loopback only, and takes some 30 seconds.", "",
            "Example:", "  pollux bench models", "  pollux bench models --model threads,epoll --connections 200 --think 5",
            "  pollux bench models --html models.html"})
final class BenchModelsCommand extends Subcommand {
    private static final int MOST_CONNECTIONS = 1000;
    private static final int MOST_BYTES = 65_536;
    private static final int MOST_SECONDS = 60;
    private static final int MOST_ROUNDS = 101;
    private static final int LEAST_ROUND_MS = 20;

    @Option(names = "--model", paramLabel = "NAME", split = ",", arity = "1..*", description = "only these models")
    private List<String> named = new ArrayList<>();

    @Option(names = "--connections", paramLabel = "N", defaultValue = "50", description = "connections, each with one message under way (default: 50)")
    private int connections;

    @Option(names = "--size", paramLabel = "BYTES", defaultValue = "1024", description = "bytes of a message (default: 1024)")
    private int size;

    @Option(names = "--think", paramLabel = "MS", defaultValue = "0", description = "pause of a connection between echo and next message (default: 0)")
    private double think;

    @Option(names = "--duration", paramLabel = "S", defaultValue = "1.5", description = "seconds for each model, over all rounds (default: 1.5)")
    private double seconds;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "turns of each model (default: 5)")
    private int rounds;

    @Mixin
    private ReportOutput output;

    @Override
    public Integer call() throws IOException {
        Load load = load();
        output.check();
        Models models = Models.load();
        List<Model> chosen = models.named(named);
        Results results = new Results(Kernel.release(), Runtime.getRuntime().availableProcessors(), load, chosen);
        measure(models, chosen, load, results);
        output.print(new Report(results), out());
        return results.isWhole() ? ExitCode.OK : ExitCode.DEGRADED;
    }

    private Load load() {
        within("--connections", connections, 1, MOST_CONNECTIONS);
        within("--size", size, 1, MOST_BYTES);
        within("--think", think, 0, MOST_SECONDS * 1000);
        within("--rounds", rounds, 1, MOST_ROUNDS);
        within("--duration", seconds, rounds * LEAST_ROUND_MS / 1000.0, MOST_SECONDS);
        return new Load(connections, size, (int) Math.round(think * 1000), rounds, (int) Math.round(seconds * 1000 / rounds));
    }

    private static void within(String option, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new CliException(ExitCode.USAGE, option + " takes " + plain(least) + " to " + plain(most));
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }

    /** Round by round, each time beginning with another model, so that what the machine does meanwhile disturbs all alike. */
    private void measure(Models models, List<Model> chosen, Load load, Results results) {
        List<Model> turn = new ArrayList<>(chosen);
        int done = 0;
        try (Progress progress = new Progress(err(), chosen.size() * rounds)) {
            for (int round = 0; round < rounds; round++) {
                for (Model model : turn) {
                    progress.at(done++, model.name() + ", round " + (round + 1));
                    if (!results.isOut(model)) {
                        results.add(model, models.run(model, load));
                    }
                }
                Collections.rotate(turn, 1 + chosen.size() / rounds);
            }
        }
    }
}
