package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import io.pollux.findings.kernel.Sockets.Socket;

/** The pending stamp of a report that no read has taken. */
public final class ReportedNotRead extends Check {
    public ReportedNotRead() {
        super("reported-not-read", Severity.WARNING, "input was reported, and is still not read",
                "look where the reader of this connection is: a worker pool that is full, a lock, a key that was set aside and forgotten");
    }

    private static final double NS_PER_MS = 1e6;

    @Override
    protected void look(Interval interval, Report report) {
        for (FdGrowth fd : interval.fds()) {
            long reported = fd.number("reported_ns");
            double age = interval.after().nowNs() - reported;
            boolean still = fd.rate("ready_again") < interval.limit(Threshold.STORM_RATE); // else it is InputIgnored's
            if (still && reported != 0 && age >= interval.limit(Threshold.UNREAD_MS) * NS_PER_MS && fd.isPayload() && hasInput(fd)) {
                Socket socket = fd.socket();
                report.addSince(reported, fd.subject(), age, Evidence.time("unread", age), Evidence.bytes("queued_bytes", socket == null ? 0 : socket.ready()));
            }
        }
    }

    /** Of what is no TCP socket, the report is all that is known. */
    private static boolean hasInput(FdGrowth fd) {
        return fd.socket() == null ? !fd.view().proto().equals("tcp") : Served.hasInput(fd.socket());
    }
}
