package io.pollux.it.victims.copies;

import io.pollux.it.victims.Keys;
import io.pollux.it.victims.Tally;

/** Books the copies between heap and direct buffers that a call must have made, under the column names of Pollux's ledger. */
final class Copied {
    private Copied() {
    }

    /** One read into one buffer. */
    static void read(Object channel, boolean heap, long bytes) {
        add(channel, "heap_reads", "heap_read_bytes", heap, bytes);
    }

    /** One write out of one buffer, of all that remained in it. */
    static void write(Object channel, boolean heap, long bytes) {
        add(channel, "heap_writes", "heap_write_bytes", heap, bytes);
    }

    /** A channel that moves nothing on the heap claims zeros. */
    private static void add(Object channel, String calls, String sum, boolean heap, long bytes) {
        boolean copied = heap && bytes > 0;
        Tally tally = Tally.of(Keys.fd(Descriptors.number(channel)));
        tally.add(calls, copied ? 1 : 0);
        tally.add(sum, copied ? bytes : 0);
    }
}
