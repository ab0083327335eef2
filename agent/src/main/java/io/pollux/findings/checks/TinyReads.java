package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** Unbuffered input. */
public final class TinyReads extends Check {
    public TinyReads() {
        super("tiny-reads", Severity.WARNING, "a message is read in tiny pieces, a system call each",
                "read into a large buffer and take the pieces from there (BufferedInputStream, a ByteBuffer of some kB)");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            long calls = fd.grown("reads") - fd.grown("read_again") - fd.grown("read_eof") - fd.grown("read_errors");
            long messages = Math.max(fd.grown("ready_in"), fd.grown("writes"));
            double bytes = calls == 0 ? 0 : (double) fd.grown("read_bytes") / calls;
            if (calls / interval.seconds() >= interval.limit(Threshold.TINY_RATE) && bytes <= interval.limit(Threshold.TINY_BYTES)
                    && calls >= messages * interval.limit(Threshold.TINY_RUN)) {
                report.add(fd.subject(), calls, Evidence.rate("reads", calls / interval.seconds()), Evidence.bytes("mean_bytes", bytes),
                        Evidence.share("time_in_reads", fd.rate("read_ns") / 1e9));
            }
        }
    }
}
