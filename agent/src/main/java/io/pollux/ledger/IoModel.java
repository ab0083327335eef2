package io.pollux.ledger;

/**
 * The I/O model that a descriptor really lives under, by what was seen of it: not how it could be used, but how it is.
 *
 * <pre>
 *   in blocking mode                        blocking
 *   in a set: a Selector's                  multiplexed; signal-driven where the engine is sigio
 *             an asynchronous port's        asynchronous
 *             a poller's                    virtual-thread
 *   in none:  poll(2) on it alone           blocking (a timeout or a connect, which the JDK does in non-blocking mode)
 *             read, written or accepted     polled: non-blocking, tried without being told that it is ready
 *             nothing of it                 none seen yet
 * </pre>
 */
public enum IoModel {
    BLOCKING("blocking"), POLLED("polled"), MULTIPLEXED("multiplexed"), SIGNAL_DRIVEN("signal-driven"), ASYNCHRONOUS("asynchronous"),
    VIRTUAL_THREAD("virtual-thread"), NONE("-");

    private static final String SIGNALS = "sigio";

    private final String label;

    IoModel(String label) {
        this.label = label;
    }

    /** As users read it. */
    public String label() {
        return label;
    }

    /** @param kind of the set it is in, or null; @param engine of that set */
    static IoModel of(FdView fd, SetKind kind, String engine) {
        if (fd.role().equals("wakeup") || fd.proto().equals("epoll")) {
            return NONE;
        }
        if (kind == null || fd.mode().equals("blocking")) {
            return alone(fd);
        }
        return switch (kind) {
            case SELECTOR -> engine.equals(SIGNALS) ? SIGNAL_DRIVEN : MULTIPLEXED;
            case NETTY -> MULTIPLEXED;
            case PORT -> ASYNCHRONOUS;
            case POLLER -> VIRTUAL_THREAD;
        };
    }

    private static IoModel alone(FdView fd) {
        if (fd.mode().equals("blocking") || fd.number("polls") > 0) {
            return BLOCKING;
        }
        long tried = fd.number("reads") + fd.number("writes") + fd.number("accepts") + fd.number("accept_again");
        return tried > 0 && fd.mode().equals("nonblocking") ? POLLED : NONE;
    }
}
