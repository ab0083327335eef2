package io.pollux.ledger;

/** Whose loop waits on a set: the application's by a Selector, or one that the JDK keeps for it. */
public enum SetKind {
    /** A java.nio.channels.Selector. */
    SELECTOR("selector"),
    /** The port of an AsynchronousChannelGroup. */
    PORT("asynchronous port"),
    /** An event loop of Netty's native epoll transport. */
    NETTY("netty loop"),
    /** A poller of virtual threads. */
    POLLER("virtual threads");

    private final String label;

    SetKind(String label) {
        this.label = label;
    }

    /** As users read it. */
    public String label() {
        return label;
    }

    /**
     * The kind of a set. Selectors never register one-shot interest, ports and pollers always do. Pollers wait in threads that the JDK
     * names (Read-Poller and Write-Poller on 21, MasterPoller on 25), or are nested in a set whose waiter is one.
     */
    public static SetKind of(LedgerReader reader, Row set) {
        if (set.section().has("netty") && set.number("netty") != 0) {
            return NETTY;
        }
        if (!set.section().has("oneshot") || set.number("oneshot") == 0) {
            return SELECTOR;
        }
        return set.number("nested") != 0 || isPoller(TaskDir.name(reader.pid(), set.number("tid"))) ? POLLER : PORT;
    }

    private static boolean isPoller(String thread) {
        return thread.endsWith("-Poller") || thread.equals("MasterPoller");
    }
}
