package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** ERR and HUP are reported whatever the interest is. */
public final class HangUpSpin extends Check {
    public HangUpSpin() {
        super("hangup-spin", Severity.CRITICAL, "a dead connection is reported again and again, and never closed",
                "close the channel when its read or write fails, and cancel keys whose channel is dead: ERR and HUP can not be masked");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            double reports = Math.max(fd.rate("ready_hup"), fd.rate("ready_err"));
            if (reports >= interval.limit(Threshold.STORM_RATE)) {
                report.add(fd.subject(), reports, Evidence.rate("ready_hup", fd.rate("ready_hup")), Evidence.rate("ready_err", fd.rate("ready_err")),
                        Evidence.rate("reads", fd.rate("reads")), Served.cpu(fd));
            }
        }
    }
}
