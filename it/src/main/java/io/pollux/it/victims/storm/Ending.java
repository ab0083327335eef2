package io.pollux.it.victims.storm;

/** How a connection is to end. Part of its id, so that both sides know. */
enum Ending {
    /** The client closes when it has every echo. */
    ORDERLY,
    /** The client ends its stream when all is sent, and reads to the end of the other. */
    HALF_CLOSE,
    /** The client lets the server's echoes pile up until it can't write any more, and reads then. */
    SLOW_READER,
    /** One byte of urgent data goes out in the middle, beside the stream. */
    URGENT,
    /** The client closes with SO_LINGER 0 in the middle. */
    RESET,
    /** The server does. */
    SERVER_RESET,
    /** Another thread closes the client's channel in the middle: of blocking ones, while a thread is blocked in a read. */
    ASYNC_CLOSE,
    /** A thread that is blocked in a read is interrupted, which closes its channel. Of blocking connections alone. */
    INTERRUPT;

    private static final int BITS = 8;
    private static final Ending[] ALL = values();
    private static final int LARGEST_CUT = 997;

    /** The id of connection number {@code sequence} with this ending. */
    long id(long sequence) {
        return sequence << BITS | ordinal();
    }

    static Ending of(long id) {
        int ordinal = (int) (id & (1 << BITS) - 1);
        if (ordinal >= ALL.length)
            throw new IllegalStateException("no id: " + Long.toHexString(id));
        return ALL[ordinal];
    }

    /** Whether the other side may meet an error, and what is on the way may be lost. */
    boolean isAbrupt() {
        return this == RESET || this == SERVER_RESET || this == ASYNC_CLOSE || this == INTERRUPT;
    }

    /** After how many bytes an abrupt end comes. */
    static long cut(long id) {
        return Wire.ID_BYTES + 1 + (id >>> BITS) * 31 % LARGEST_CUT;
    }
}
