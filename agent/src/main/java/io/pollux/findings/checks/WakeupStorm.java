package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Selector.wakeup, each a write, a report and a read of its eventfd. */
public final class WakeupStorm extends Check {
    public WakeupStorm() {
        super("wakeup-storm", Severity.WARNING, "a loop is woken for next to every wait",
                "hand work over in batches, and wake the selector only when its thread sleeps; clear the interrupt of a thread that selects");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            SetGrowth set = fd.set();
            double rate = fd.rate("wakeups");
            if (set != null && rate >= interval.limit(Threshold.WAKEUP_RATE) && !set.isJdkOwn()
                    && fd.grown("wakeups") >= set.waits() * interval.limit(Threshold.WAKEUP_SHARE)) {
                report.add(fd.subject(), rate, Evidence.rate("wakeups", rate), Evidence.rate("waits", set.waits() / interval.seconds()), set.cpu());
            }
        }
    }
}
