package io.pollux.it.victims.copies;

import java.nio.ByteBuffer;

/** Bytes that tell when one of them is lost or displaced, in buffers of either kind. */
final class Message {
    /** Where data begins in a heap buffer, so that positions and array offsets are both in use. */
    private static final int MARGIN = 7;

    private Message() {
    }

    static byte at(int index) {
        return (byte) (index * 31 + index / 251);
    }

    static byte[] bytes(int length) {
        byte[] message = new byte[length];
        for (int i = 0; i < length; i++)
            message[i] = at(i);
        return message;
    }

    /** A message to write, from byte `from` on. */
    static ByteBuffer full(int from, int length, boolean heap) {
        ByteBuffer buffer = empty(length, heap);
        for (int i = 0; i < length; i++)
            buffer.put(buffer.position(), at(from + i)).position(buffer.position() + 1);
        return buffer.position(buffer.limit() - length);
    }

    /** A buffer with room for so many bytes. */
    static ByteBuffer empty(int length, boolean heap) {
        ByteBuffer buffer = heap ? ByteBuffer.allocate(length + 2 * MARGIN) : ByteBuffer.allocateDirect(length + 2 * MARGIN);
        ByteBuffer slice = buffer.position(MARGIN).slice();
        return slice.limit(length + 1).position(1);
    }

    /** Checks that a buffer, filled from its first position to its position, holds the message from byte `from` on. */
    static void check(ByteBuffer filled, int from) {
        int start = 1;
        for (int i = start; i < filled.position(); i++)
            if (filled.get(i) != at(from + i - start))
                throw new IllegalStateException("byte " + (from + i - start) + " is not what was sent");
    }

    static void check(byte[] message, int length) {
        for (int i = 0; i < length; i++)
            if (message[i] != at(i))
                throw new IllegalStateException("byte " + i + " is not what was sent");
    }
}
