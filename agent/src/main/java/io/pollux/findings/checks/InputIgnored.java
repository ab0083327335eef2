package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Level-triggered readiness for input that nobody reads. */
public final class InputIgnored extends Check {
    public InputIgnored() {
        super("input-ignored", Severity.CRITICAL, "input is reported again and again, and not read",
                "read until the channel has no more, or take OP_READ (OP_ACCEPT) out of the interest while the input can not be taken");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            long reports = fd.grown("ready_in");
            long calls = fd.grown("reads") + fd.grown("accepts") + fd.grown("accept_again") + fd.grown("drains");
            boolean hungUp = fd.grown("ready_hup") + fd.grown("ready_err") > reports / 2;
            boolean ofSet = fd.view().proto().equals("epoll"); // a set in a set is waited on, never read
            if (fd.rate("ready_in") >= interval.limit(Threshold.STORM_RATE) && calls <= reports * interval.limit(Threshold.STORM_SHARE)
                    && !hungUp && !ofSet) {
                report.add(fd.subject(), reports, Evidence.rate("ready_in", fd.rate("ready_in")), Evidence.rate("reads", fd.rate("reads")),
                        Served.cpu(fd));
            }
        }
    }
}
