package io.pollux.cli;

import io.pollux.cli.compare.Outcome;
import io.pollux.cli.compare.Plan;
import io.pollux.cli.compare.Watch;
import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Units;
import io.pollux.ledger.LedgerReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Carries a plan out on a JVM: switches, lets the turn warm up, measures. A signal that ends this process puts the engine back first. */
final class CompareRun {
    private static final long STEP_NS = 200_000_000;
    /** Beyond its plan, for switches of sets with many members on a busy machine. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final LedgerReader reader;
    private final Plan plan;
    private final Progress progress;
    private final PrintWriter err;
    private final Proc proc;
    private volatile boolean over;

    CompareRun(LedgerReader reader, Plan plan, Progress progress, PrintWriter err) {
        this.reader = reader;
        this.plan = plan;
        this.progress = progress;
        this.err = err;
        this.proc = new Proc(reader.pid());
    }

    /** The engine in use serves again when this returns, or throws. */
    Outcome run() throws InterruptedException {
        Watch watch = new Watch(reader);
        EngineLease lease = EngineLease.take(reader, Duration.ofNanos(plan.wholeNs()).multipliedBy(2).plus(GRACE));
        Thread signalled = new Thread(() -> interrupted(lease), "signalled");
        Runtime.getRuntime().addShutdownHook(signalled);
        try (lease) {
            long leftNs = plan.wholeNs();
            for (Plan.Turn turn : plan.turns()) {
                lease.use(turn.engine());
                pause(plan.warmUpNs(), turn, leftNs);
                watch.begin(turn);
                pause(plan.turnNs() - plan.warmUpNs(), turn, leftNs - plan.warmUpNs());
                watch.end();
                leftNs -= plan.turnNs();
            }
        } catch (RuntimeException e) {
            throw gone(e);
        } finally {
            Runtime.getRuntime().removeShutdownHook(signalled);
        }
        return watch.outcome(plan);
    }

    /** Runs beside the main thread, which does not come out of the lease any more. */
    private void interrupted(EngineLease lease) {
        over = true;
        String how = " is back";
        try {
            lease.close();
        } catch (RuntimeException e) {
            how = " comes back as soon as the JVM answers";
        }
        progress.close();
        err.println("pollux: interrupted; " + plan.inUse() + how);
        err.flush();
    }

    private void pause(long ns, Plan.Turn turn, long leftNs) throws InterruptedException {
        long end = System.nanoTime() + ns;
        for (long rest = ns; rest > 0; rest = end - System.nanoTime()) {
            tell(turn.round(), turn.engine() + ", " + Units.span((leftNs - ns + rest) / 1_000_000_000) + " left");
            TimeUnit.NANOSECONDS.sleep(Math.min(rest, STEP_NS));
            if (proc.gone() || reader.detached()) {
                throw new CliException(ExitCode.NO_TARGET, "");
            }
        }
    }

    private void tell(int round, String what) {
        if (!over) {
            progress.at(round, what);
        }
    }

    /** A JVM that has gone is what there is to say, whatever failed first. */
    private RuntimeException gone(RuntimeException e) {
        String what = proc.gone() ? "process " + reader.pid() + " ended" : reader.detached() ? "Pollux left process " + reader.pid() : "";
        return what.isEmpty() ? e : new CliException(ExitCode.NO_TARGET, what + " while engines were compared; no verdict");
    }
}
