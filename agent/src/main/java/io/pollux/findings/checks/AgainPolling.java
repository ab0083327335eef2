package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Non-blocking calls in a loop: polling by EAGAIN. */
public final class AgainPolling extends Check {
    public AgainPolling() {
        super("eagain-polling", Severity.WARNING, "a channel is tried again and again without having been reported ready",
                "wait for readiness (a Selector, or blocking mode) instead of trying in a loop; stop a read loop at its first 0");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            // One EAGAIN a report is how a loop finds that it has read everything; one a poll is how the JDK reads with a timeout.
            long in = fd.grown("read_again") + fd.grown("accept_again") - fd.grown("ready_in") - fd.grown("polls");
            long out = fd.grown("write_again") - fd.grown("ready_out") - fd.grown("polls");
            double unasked = Math.max(in, out) / interval.seconds();
            if (unasked >= interval.limit(Threshold.AGAIN_RATE)) {
                report.add(fd.subject(), unasked, Evidence.rate("unasked_again", unasked), Evidence.rate("reads", fd.rate("reads")),
                        Evidence.rate("writes", fd.rate("writes")), Evidence.rate("ready_in", fd.rate("ready_in")));
            }
        }
    }
}
