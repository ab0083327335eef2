package io.pollux.cli;

import io.pollux.agent.Nearest;
import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Units;
import io.pollux.findings.Diagnosis;
import io.pollux.findings.FindingsJson;
import io.pollux.findings.Interval;
import io.pollux.findings.Observation;
import io.pollux.findings.Openers;
import io.pollux.findings.Thresholds;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "diagnose",
        description = "Watches a JVM for a while and says in plain words what is wrong with the way it waits and copies. "
                + "Asks nothing of the JVM (but for the stacks that opened descriptors, with stacks=on): works while it is stopped or hung.",
        footer = {"", "Exit status 8: something was found, and --fail was given.", "", "Example:", "  pollux diagnose 4711",
            "  pollux diagnose com.acme.Server --for 30s --fail --threshold blocked-ms=20"})
final class DiagnoseCommand extends JvmCommand {
    private static final int WIDTH = 99;
    private static final long PROGRESS_MS = 200;

    @Option(names = "--for", paramLabel = "TIME", defaultValue = "10s", description = "how long to watch: 500ms, 30s, 5m (default: ${DEFAULT-VALUE})")
    private String time;

    @Option(names = "--fail", description = "exit with 8 if anything is found")
    private boolean fail;

    @Option(names = "--threshold", paramLabel = "NAME=VALUE", description = "another value for one of the limits; docs/commands/diagnose.md lists them")
    private Map<String, String> overridden = Map.of();

    @Option(names = "--limit", paramLabel = "N", defaultValue = "5", description = "text: at most N of each kind of finding (default: ${DEFAULT-VALUE})")
    private int limit;

    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Duration duration = WatchTime.parse("--for", time, "500ms, 30s, 5m");
        Thresholds thresholds = thresholds();
        try (LedgerReader reader = attachedLedger()) {
            long pid = reader.pid();
            Observation before = Observation.of(reader, pid);
            boolean whole = watch(pid, duration);
            Interval interval = new Interval(before, Observation.of(reader, pid), thresholds);
            return tell(reader, Diagnosis.of(interval), whole);
        }
    }

    private Thresholds thresholds() {
        for (String key : overridden.keySet()) {
            if (!Thresholds.keys().contains(key)) {
                throw new CliException(ExitCode.USAGE, "no threshold '" + key + "'; nearest: " + Nearest.to(key, Thresholds.keys()));
            }
        }
        try {
            return Thresholds.with(overridden);
        } catch (IllegalArgumentException e) {
            throw new CliException(ExitCode.USAGE, e.getMessage());
        }
    }

    /** Sleeps, with progress on a terminal. False: the process ended meanwhile. */
    private static boolean watch(long pid, Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        boolean shown = Terminals.is(2);
        Proc proc = new Proc(pid);
        for (long left = duration.toNanos(); left > 0 && !proc.gone(); left = end - System.nanoTime()) {
            if (shown) {
                System.err.print("\r\033[Kwatching " + pid + ": " + Units.time(left) + " left");
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(PROGRESS_MS)));
        }
        if (shown) {
            System.err.print("\r\033[K");
        }
        return !proc.gone();
    }

    private int tell(LedgerReader reader, Diagnosis diagnosis, boolean whole) throws IOException {
        Openers openers = RemoteStacks.of(reader.meta(), diagnosis);
        output.print(out(), json -> FindingsJson.write(json, reader, diagnosis, openers),
                () -> new DiagnosisText(diagnosis, openers, limit, WIDTH).lines(reader));
        if (!whole) {
            err().println("pollux: the process ended while it was watched; what it did until then is above");
        }
        return fail && !diagnosis.findings().isEmpty() ? ExitCode.THRESHOLD : whole ? new Health(reader).exitCode() : ExitCode.DEGRADED;
    }
}
