package io.pollux.it.victims.storm;

import java.nio.ByteBuffer;

/** The bytes of a connection: its id, then a sequence that no other connection has, so that nothing lost, doubled or exchanged goes unseen. */
final class Wire {
    static final int ID_BYTES = Long.BYTES;

    private Wire() {
    }

    private static byte at(long id, long position) {
        if (position < ID_BYTES)
            return (byte) (id >>> 8 * (ID_BYTES - 1 - position));
        return (byte) ((id * 0x9E3779B97F4A7C15L + position * 0xBF58476D1CE4E5B9L) >>> 56);
    }

    /** Fills what remains of a buffer with the bytes from {@code position} on. */
    static void put(ByteBuffer into, long id, long position) {
        for (long at = position; into.hasRemaining(); at++)
            into.put(at(id, at));
    }

    /** The id, from the first bytes of a connection. */
    static long id(ByteBuffer first) {
        return first.getLong(first.position());
    }

    /** Compares what remains of a buffer, and leaves it as it is. */
    static void check(ByteBuffer got, long id, long position) {
        for (int i = got.position(); i < got.limit(); i++)
            if (got.get(i) != at(id, position + i - got.position()))
                throw new IllegalStateException("byte " + (position + i - got.position()) + " is not the one sent");
    }
}
