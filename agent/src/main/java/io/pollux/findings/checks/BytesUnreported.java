package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import io.pollux.findings.kernel.Sockets.Socket;

/** What SIOCINQ says against what was reported: an edge-trigger stall, or an interest that was dropped. */
public final class BytesUnreported extends Check {
    public BytesUnreported() {
        super("bytes-unreported", Severity.WARNING, "bytes wait in the kernel, and nobody is told of them",
                "the interest in OP_READ was taken away and not put back, or an edge was missed: read until 0 before waiting again, then arm OP_READ");
    }

    @Override
    protected void look(Interval interval, Report report) {
        if (interval.seconds() * 1000 < interval.limit(Threshold.UNREAD_MS)) {
            return;
        }
        for (FdGrowth fd : interval.fds()) {
            SetGrowth set = fd.set();
            if (set != null && isStalled(fd) && (set.waits() > 0 || !set.task().isAwayFromWait())) {
                report.add(fd.subject(), fd.socket().ready(), Evidence.bytes("queued_bytes", fd.socket().ready()),
                        Evidence.time("since_last_call", interval.after().nowNs() - fd.number("last_io_ns")));
            }
        }
    }

    private static boolean isStalled(FdGrowth fd) {
        Socket before = fd.socketBefore();
        Socket after = fd.socket();
        return before != null && after != null && before.ready() > 0 && after.ready() > 0 && !after.isListening()
                && fd.number("reported_ns") == 0 && fd.grown("ready_in") == 0 && fd.grown("reads") == 0;
    }
}
