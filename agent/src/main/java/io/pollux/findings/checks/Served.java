package io.pollux.findings.checks;

import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.kernel.Sockets.Socket;
import java.util.Set;

/** What several checks ask of a descriptor. */
final class Served {
    /** Never read as payload is: a report of them stays pending, or is taken by a drain. */
    private static final Set<String> NO_PAYLOAD = Set.of("epoll", "eventfd", "file", "other");

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

    /** Whether the application moves its data through it. */
    static boolean isPayload(FdGrowth fd) {
        return !fd.view().role().equals("wakeup") && !NO_PAYLOAD.contains(fd.view().proto());
    }

    /** Why nothing is known of TCP sockets; null: it is. */
    static String unreadable(Interval interval) {
        return interval.after().sockets().isReadable() ? null : "/proc/PID/net/tcp can't be read";
    }
}
