package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import io.pollux.findings.kernel.Sockets.Socket;

/** CLOSE_WAIT from one end of the interval to the other, and no call in between. */
public final class CloseWait extends Check {
    public CloseWait() {
        super("close-wait", Severity.WARNING, "the peer has closed, this side never does",
                "close the channel when read() returns -1 or fails; look for a path that forgets it (try-with-resources)");
    }

    private static final double NS_PER_MS = 1e6;

    @Override
    protected String blind(Interval interval) {
        return Served.unreadable(interval);
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            Socket before = fd.socketBefore();
            Socket after = fd.socket();
            if (before != null && after != null && before.isHalfClosed() && after.isHalfClosed() && fd.calls() == 0) {
                tell(interval, fd, after.ready(), report);
            }
        }
    }

    /** Where the end was read, that call was the last. */
    private static void tell(Interval interval, FdGrowth fd, long queued, Report report) {
        boolean known = fd.number("read_eof") > 0;
        long last = fd.number("last_io_ns");
        long since = known ? last : interval.before().nowNs();
        Evidence[] evidence = {Evidence.bytes("queued_bytes", queued), Evidence.count("read_eof", fd.number("read_eof"))};
        if (interval.after().nowNs() - since < interval.limit(Threshold.CLOSE_WAIT_MS) * NS_PER_MS) {
            return;
        }
        if (known) {
            report.addSince(last, fd.subject(), -last, evidence);
        } else {
            report.add(fd.subject(), -last, evidence);
        }
    }
}
