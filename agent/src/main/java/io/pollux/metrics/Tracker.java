package io.pollux.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Who is among the busiest, without anybody coming and going at every look: each change of place is a new series for Prometheus.
 * Who is in stays while it lives, unless somebody is a quarter busier, and then two minutes at least; and after the first fill
 * no more than six come in a minute. Not thread-safe.
 *
 * @param <T> what is known of one when it is seen
 */
final class Tracker<T> {
    private static final double CLEARLY = 1.25;
    private static final long STAY_NS = 120_000_000_000L;
    private static final double ADMISSIONS_A_NS = 6 / 60e9;

    /** One that was seen in this look. */
    private record Seen<T>(long key, double score, T known) {
    }

    private final int limit;
    private final Map<Long, Long> since = new LinkedHashMap<>();
    private final Map<Long, Seen<T>> inside = new LinkedHashMap<>();
    /** The best of those outside, the worst of them first. */
    private final PriorityQueue<Seen<T>> outside = new PriorityQueue<>(Comparator.comparingDouble((Seen<T> seen) -> seen.score()));
    private double admissions;
    private long lastNs;

    /** @param limit how many places there are */
    Tracker(int limit) {
        this.limit = limit;
        this.admissions = limit;
    }

    /** Begins a look. */
    void begin() {
        inside.clear();
        outside.clear();
    }

    /** One that is alive: a key that is never used again, and how busy it is. {@code known} is asked for only where it matters. */
    void offer(long key, double score, Supplier<T> known) {
        if (since.containsKey(key)) {
            inside.put(key, new Seen<>(key, score, known.get()));
        } else if (score > 0 && limit > 0 && (outside.size() < limit || score > outside.peek().score())) {
            if (outside.size() == limit) {
                outside.poll();
            }
            outside.add(new Seen<>(key, score, known.get()));
        }
    }

    /** Ends a look. Returns those inside now, each with what is known of it, in the order they came. */
    Map<Long, T> settle(long nowNs) {
        since.keySet().retainAll(inside.keySet());
        admissions = Math.min(limit, admissions + (lastNs == 0 ? 0 : (nowNs - lastNs) * ADMISSIONS_A_NS));
        lastNs = nowNs;
        List<Seen<T>> best = new ArrayList<>(outside);
        best.sort(Comparator.comparingDouble((Seen<T> seen) -> seen.score()).reversed());
        for (Iterator<Seen<T>> next = best.iterator(); next.hasNext() && admissions >= 1;) {
            Seen<T> candidate = next.next();
            if (since.size() == limit && !makeRoom(candidate, nowNs)) {
                break;
            }
            since.put(candidate.key(), nowNs);
            inside.put(candidate.key(), candidate);
            admissions--;
        }
        Map<Long, T> settled = new LinkedHashMap<>();
        since.keySet().forEach(key -> settled.put(key, inside.get(key).known()));
        return settled;
    }

    /** Puts the least busy out, if it has been in long enough and the candidate is clearly busier. */
    private boolean makeRoom(Seen<T> candidate, long nowNs) {
        Set<Long> settled = new HashSet<>(since.keySet());
        settled.removeIf(key -> nowNs - since.get(key) < STAY_NS);
        Long least = settled.stream().min(Comparator.comparingDouble(key -> inside.get(key).score())).orElse(null);
        if (least == null || candidate.score() <= CLEARLY * inside.get(least).score()) {
            return false;
        }
        since.remove(least);
        return true;
    }
}
