package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Level-triggered readiness for output that nobody uses: a socket is writable nearly always. */
public final class WriteInterestArmed extends Check {
    public WriteInterestArmed() {
        super("write-interest-armed", Severity.CRITICAL, "OP_WRITE is left armed: the loop is told again and again that it may write, and has nothing to write",
                "take OP_WRITE out of the interest as soon as everything is written; arm it only after a write that was cut short");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            long reports = fd.grown("ready_out");
            long calls = fd.grown("writes") + fd.grown("sendfile_calls");
            boolean hungUp = fd.grown("ready_hup") + fd.grown("ready_err") > reports / 2;
            if (fd.rate("ready_out") >= interval.limit(Threshold.STORM_RATE) && calls <= reports * interval.limit(Threshold.STORM_SHARE) && !hungUp) {
                report.add(fd.subject(), reports, Evidence.rate("ready_out", fd.rate("ready_out")), Evidence.rate("writes", fd.rate("writes")),
                        Served.cpu(fd));
            }
        }
    }
}
