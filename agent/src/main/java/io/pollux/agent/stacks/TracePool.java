package io.pollux.agent.stacks;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Each stack once. Holds so many at most: when it is full, those that opened no descriptor's last generation go. Thread-safe. */
final class TracePool {
    /** A sweep that makes less room than this share of the pool was in vain: it goes through every descriptor. */
    private static final int WORTH = 4;

    private final int most;
    private final Openings openings;
    private final ConcurrentHashMap<Trace, Trace> traces = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    /** After a sweep in vain, the refusals before the next one. */
    private long patience;

    TracePool(int most, Openings openings) {
        this.most = most;
        this.openings = openings;
    }

    /** The one that stands for all equal ones; null: it is new, and there is no room. */
    Trace intern(Trace trace) {
        Trace known = traces.get(trace);
        if (known != null) {
            return known;
        }
        if (traces.size() >= most && !makeRoom()) {
            refused.incrementAndGet();
            return null;
        }
        known = traces.putIfAbsent(trace, trace);
        return known == null ? trace : known;
    }

    private synchronized boolean makeRoom() {
        int before = traces.size();
        if (before >= most && refused.get() >= patience) {
            Set<Trace> needed = Collections.newSetFromMap(new IdentityHashMap<>());
            openings.addTraces(needed);
            traces.values().retainAll(needed);
            patience = before - traces.size() >= most / WORTH ? 0 : refused.get() + most;
        }
        return traces.size() < most;
    }

    int size() {
        return traces.size();
    }

    /** Openings whose stack was not kept. */
    long refused() {
        return refused.get();
    }
}
