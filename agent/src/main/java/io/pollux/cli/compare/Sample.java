package io.pollux.cli.compare;

import io.pollux.ledger.Histogram;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * What one turn of an engine did and cost.
 *
 * @param turn        which
 * @param seconds     how long it was measured
 * @param counters    columns of the engine, grown by
 * @param ioBytes     bytes read and written
 * @param readyToRead from the report of readiness to the first read; null: nothing was read
 * @param cpuNs       CPU time by thread, of all threads
 * @param elsewhere   sets that another engine served all the same
 * @param fellBack    sets that went back to the kernel's epoll
 */
public record Sample(Plan.Turn turn, double seconds, Map<String, Long> counters, long ioBytes, Histogram readyToRead, Map<Long, Long> cpuNs,
        int elsewhere, long fellBack) {

    static Sample between(Plan.Turn turn, Reading before, Reading after) {
        Map<String, Long> counters = new LinkedHashMap<>();
        after.counters().forEach((name, value) -> counters.put(name, Math.max(0, value - before.counters().getOrDefault(name, 0L))));
        Histogram read = after.readyToRead() == null || before.readyToRead() == null ? after.readyToRead()
                : after.readyToRead().since(before.readyToRead());
        return new Sample(turn, (after.clockNs() - before.clockNs()) / 1e9, counters, Math.max(0, after.ioBytes() - before.ioBytes()), read,
                grown(before.cpuNs(), after.cpuNs()), after.elsewhere(), after.fallbacks() - before.fallbacks());
    }

    /** A thread that began meanwhile began at 0. */
    private static Map<Long, Long> grown(Map<Long, Long> before, Map<Long, Long> after) {
        Map<Long, Long> grown = new HashMap<>();
        after.forEach((tid, ns) -> grown.put(tid, Math.max(0, ns - before.getOrDefault(tid, 0L))));
        return grown;
    }

    public long counter(String column) {
        return counters.getOrDefault(column, 0L);
    }

    /** Descriptors reported ready: what an engine serves. */
    public long events() {
        return counter("ready_fds");
    }

    /** CPU time of these threads. */
    public long cpuNs(Set<Long> waiters) {
        return cpuNs.entrySet().stream().filter(e -> waiters.contains(e.getKey())).mapToLong(Map.Entry::getValue).sum();
    }
}
