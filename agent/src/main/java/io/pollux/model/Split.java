package io.pollux.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * Where the I/O time of a descriptor, or of a group of them, went. The parts are whole nanoseconds and add up to the whole:
 * {@code read_ns + write_ns + poll_ns + heap_read_ns + heap_write_ns}.
 *
 * <p>Entering and copying are the calibration's lines applied to the counted calls and bytes, as far as the measured time goes. What is
 * left over of calls in blocking mode, and all of {@code poll_ns}, is waiting. What is left over of the others is neither: a call that
 * may not wait does not. Heap copies are measured, not modelled. A file's reads wait for its disk.
 *
 * @param enteringNs into the kernel and out again, and what a call costs that moves nothing
 * @param copyingNs  the bytes, between kernel and user space
 * @param waitingNs  blocked, until something came or there was room
 * @param heapCopyNs between heap and direct buffers, above the calls
 * @param otherNs    what the model does not explain: the protocol at work inside the call, locks, preemption
 */
public record Split(long enteringNs, long copyingNs, long waitingNs, long heapCopyNs, long otherNs) {

    /** The split of whatever has these columns of columns.def; absent ones are 0. */
    public static Split of(Calibration machine, ToLongFunction<String> column) {
        Calls reads = reads(machine, column);
        Calls writes = writes(machine, column);
        long left = reads.leftNs() + writes.leftNs();
        long waited = Math.min(left, column.applyAsLong("blocking_ns"));
        return new Split(reads.enteringNs + writes.enteringNs, reads.copyingNs + writes.copyingNs, waited + column.applyAsLong("poll_ns"),
                column.applyAsLong("heap_read_ns") + column.applyAsLong("heap_write_ns"), left - waited);
    }

    private static Calls reads(Calibration machine, ToLongFunction<String> column) {
        long empty = column.applyAsLong("read_again") + column.applyAsLong("read_eof") + column.applyAsLong("read_errors");
        double entering = (column.applyAsLong("reads") - empty) * machine.read().fixedNs() + empty * machine.emptyReadNs();
        return Calls.within(column.applyAsLong("read_ns"), entering, column.applyAsLong("read_bytes") * machine.read().nsPerByte());
    }

    /** What sendfile moves is not copied; a refused write costs what a refused read does. */
    private static Calls writes(Calibration machine, ToLongFunction<String> column) {
        long refused = column.applyAsLong("write_again") + column.applyAsLong("write_errors");
        long done = column.applyAsLong("writes") - refused + column.applyAsLong("sendfile_calls");
        double entering = done * machine.write().fixedNs() + refused * machine.emptyReadNs();
        return Calls.within(column.applyAsLong("write_ns"), entering, column.applyAsLong("write_bytes") * machine.write().nsPerByte());
    }

    /** The model of one direction, cut to the time that was measured. */
    private record Calls(long ns, long enteringNs, long copyingNs) {
        static Calls within(long ns, double enteringNs, double copyingNs) {
            long entering = Math.min(ns, Math.round(Math.max(0, enteringNs)));
            return new Calls(ns, entering, Math.min(ns - entering, Math.round(copyingNs)));
        }

        long leftNs() {
            return ns - enteringNs - copyingNs;
        }
    }

    /** All I/O time. */
    public long wholeNs() {
        return enteringNs + copyingNs + waitingNs + heapCopyNs + otherNs;
    }

    /** The parts by name, in the order in which a call meets them. The one list of them. */
    public Map<String, Long> parts() {
        Map<String, Long> parts = new LinkedHashMap<>();
        parts.put("entering", enteringNs);
        parts.put("copying", copyingNs);
        parts.put("waiting", waitingNs);
        parts.put("heap_copy", heapCopyNs);
        parts.put("other", otherNs);
        return parts;
    }

    /** Both together. */
    public Split plus(Split more) {
        return new Split(enteringNs + more.enteringNs, copyingNs + more.copyingNs, waitingNs + more.waitingNs,
                heapCopyNs + more.heapCopyNs, otherNs + more.otherNs);
    }
}
