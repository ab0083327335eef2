package io.pollux.agent.buffers;

import java.nio.ByteBuffer;

/**
 * What one thread's cache holds.
 *
 * @param thread  the thread's name
 * @param id      its number in Java
 * @param buffers how many
 * @param bytes   capacities, added up
 * @param largest capacity of the largest
 */
record BufferCache(String thread, long id, int buffers, long bytes, int largest) {

    /** The owner may take buffers out and put others in meanwhile: an empty place is null. */
    static BufferCache of(Thread thread, ByteBuffer[] places) {
        int buffers = 0;
        long bytes = 0;
        int largest = 0;
        for (ByteBuffer buffer : places) {
            if (buffer != null) {
                buffers++;
                bytes += buffer.capacity();
                largest = Math.max(largest, buffer.capacity());
            }
        }
        return new BufferCache(thread.getName(), thread.getId(), buffers, bytes, largest);
    }
}
