package io.pollux.findings.checks;

import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.kernel.Sockets.Socket;

/** What several checks ask of a descriptor. */
final class Served {
    private Served() {
    }

    /** Processor time of the loop that is told of it. */
    static Evidence cpu(FdGrowth fd) {
        SetGrowth set = fd.set();
        return set == null ? Evidence.share("thread_cpu", 0) : set.cpu();
    }

    /** Bytes, an end of stream, or connections to accept. */
    static boolean hasInput(Socket socket) {
        return socket != null && (socket.ready() > 0 || socket.isHalfClosed());
    }

    /** Why nothing is known of TCP sockets; null: it is. */
    static String unreadable(Interval interval) {
        return interval.after().sockets().isReadable() ? null : "/proc/PID/net/tcp can't be read";
    }
}
