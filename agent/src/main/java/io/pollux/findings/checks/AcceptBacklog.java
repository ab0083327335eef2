package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import io.pollux.findings.kernel.Sockets.Socket;

/** The accept queue of a listener, at both ends of the interval. */
public final class AcceptBacklog extends Check {
    public AcceptBacklog() {
        super("accept-backlog", Severity.CRITICAL, "connections wait to be accepted",
                "accept until there are no more, in a thread that does nothing else; a larger backlog only makes the queue longer");
    }

    @Override
    protected String blind(Interval interval) {
        return Served.unreadable(interval);
    }

    @Override
    protected void look(Interval interval, Report report) {
        double limit = interval.limit(Threshold.BACKLOG);
        for (FdGrowth fd : interval.fds()) {
            Socket before = fd.socketBefore();
            Socket after = fd.socket();
            if (before != null && after != null && after.isListening() && before.ready() >= limit && after.ready() >= limit) {
                report.add(fd.subject(), after.ready(), Evidence.count("waiting", after.ready()), Evidence.rate("accepts", fd.rate("accepts")));
            }
        }
    }
}
