package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Unbuffered output. */
public final class TinyWrites extends Check {
    public TinyWrites() {
        super("tiny-writes", Severity.WARNING, "a message is written in tiny pieces, a system call and often a packet each",
                "collect the pieces in a buffer and write once (BufferedOutputStream, a gathering write)");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            long calls = fd.grown("writes") - fd.grown("write_again") - fd.grown("write_errors");
            long messages = fd.grown("reads") - fd.grown("read_again");
            double bytes = calls == 0 ? 0 : (double) fd.grown("write_bytes") / calls;
            if (calls / interval.seconds() >= interval.limit(Threshold.TINY_RATE) && bytes <= interval.limit(Threshold.TINY_BYTES)
                    && calls >= messages * interval.limit(Threshold.TINY_RUN)) {
                report.add(fd.subject(), calls, Evidence.rate("writes", calls / interval.seconds()), Evidence.bytes("mean_bytes", bytes),
                        Evidence.share("time_in_writes", fd.rate("write_ns") / 1e9));
            }
        }
    }
}
