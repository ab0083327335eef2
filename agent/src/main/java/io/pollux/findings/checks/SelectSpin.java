package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Waits that neither sleep nor bring anything. */
public final class SelectSpin extends Check {
    public SelectSpin() {
        super("select-spin", Severity.CRITICAL, "select returns at once and empty-handed, in a loop",
                "give select a timeout instead of calling selectNow in a loop, and clear the interrupt of a thread that selects");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (SetGrowth set : interval.sets()) {
            long empty = set.grown("waits_timeout") + set.grown("waits_early");
            double rate = empty / interval.seconds();
            if (rate >= interval.limit(Threshold.SPIN_RATE) && empty >= set.waits() * interval.limit(Threshold.SPIN_SHARE) && !set.isJdkOwn()) {
                report.add(set.subject(), rate, Evidence.rate("empty_waits", rate), Evidence.rate("waits_ready", set.rate("waits_ready")), set.cpu());
            }
        }
    }
}
