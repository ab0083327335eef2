package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Readiness that nobody asks about: the thread that should is busy, or stuck. */
public final class LoopBlocked extends Check {
    public LoopBlocked() {
        super("loop-blocked", Severity.CRITICAL, "an event loop is away from its selector while descriptors are ready",
                "find what the thread does between two selects (a thread dump shows it) and move it to a worker thread");
    }

    private static final double NS_PER_MS = 1e6;

    @Override
    protected void look(Interval interval, Report report) {
        for (SetGrowth set : interval.sets()) {
            if (!set.isJdkOwn()) {
                look(interval, set, report);
            }
        }
    }

    private static void look(Interval interval, SetGrowth set, Report report) {
        double limit = interval.limit(Threshold.BLOCKED_MS) * NS_PER_MS;
        double away = interval.after().nowNs() - set.number("last_return_ns");
        double work = set.waits() == 0 ? 0 : (double) set.grown("work_ns") / set.waits();
        if (set.waits() == 0 && set.number("last_return_ns") != 0 && away >= limit && set.task().isAwayFromWait()) {
            long ready = waiting(interval, set);
            if (ready > 0) {
                report.addSince(set.number("last_return_ns"), set.subject(), away, Evidence.time("away", away),
                        Evidence.count("descriptors_ready", ready), set.cpu());
            }
        } else if (unreported(interval, set) >= limit) {
            report.add(set.subject(), unreported(interval, set), Evidence.time("ready_but_unreported", unreported(interval, set)),
                    Evidence.time("work_between_waits", work), Evidence.rate("waits", set.waits() / interval.seconds()), set.cpu());
        } else if (work >= limit && set.grown("ready_fds") > 0) {
            report.add(set.subject(), work, Evidence.time("work_between_waits", work), Evidence.rate("waits", set.waits() / interval.seconds()),
                    Evidence.rate("ready_fds", set.rate("ready_fds")), set.cpu());
        }
    }

    /** What the side tap saw in the interval: of one descriptor the mean, or a very long maximum; 0 where it watched none. */
    private static double unreported(Interval interval, SetGrowth set) {
        return interval.membersOf(set).stream().mapToDouble(fd -> unreported(interval, fd)).max().orElse(0);
    }

    private static double unreported(Interval interval, FdGrowth fd) {
        double mean = (double) fd.grown("report_delay_ns") / Math.max(1, fd.grown("report_delays"));
        double longest = fd.number("report_delay_max_ns");
        boolean isNew = longest > fd.numberBefore("report_delay_max_ns");
        return isNew && longest >= interval.limit(Threshold.BLOCKED_ONCE_MS) * NS_PER_MS ? longest : mean;
    }

    /** Descriptors of the set with input all through the interval. */
    private static long waiting(Interval interval, SetGrowth set) {
        return interval.membersOf(set).stream().filter(fd -> Served.hasInput(fd.socketBefore()) && Served.hasInput(fd.socket())).count();
    }
}
