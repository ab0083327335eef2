package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** A peer's half close stays readable for ever. */
public final class EndOfStreamSpin extends Check {
    public EndOfStreamSpin() {
        super("eof-spin", Severity.CRITICAL, "the end of a stream is read again and again, and the channel never closed",
                "close the channel when read() returns -1");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            if (fd.rate("read_eof") >= interval.limit(Threshold.STORM_RATE)) {
                report.add(fd.subject(), fd.rate("read_eof"), Evidence.rate("read_eof", fd.rate("read_eof")), Served.cpu(fd));
            }
        }
    }
}
