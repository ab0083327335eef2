package io.pollux.cli.compare;

import io.pollux.ledger.Histogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns with known numbers: 1,009 events each, whose CPU and latency are given by round. */
final class Turns {
    static final long EVENTS = 1_009;
    private static final long THREAD = 13;
    /** A thread that never waits. */
    private static final long OTHER = 17;

    private final Plan plan;
    private final List<Sample> samples = new ArrayList<>();

    Turns(int rounds, String... engines) {
        plan = new Plan(List.of(engines), rounds, 1_000_000_000, 7);
    }

    /** {@code cpuNs}: of an event, by round; {@code bucket}: of every read. */
    Turns add(String engine, int bucket, double... cpuNs) {
        return all(engine, EVENTS, bucket, cpuNs);
    }

    /** With so many events in each of five turns. */
    Turns few(String engine, long events) {
        return all(engine, events, 10, new double[] {1, 1, 1, 1, 1});
    }

    private Turns all(String engine, long events, int bucket, double[] cpuNs) {
        for (int round = 1; round <= cpuNs.length; round++) {
            long[] buckets = new long[64];
            buckets[bucket] = events;
            samples.add(new Sample(new Plan.Turn(round, engine), 0.8, Map.of("ready_fds", events, "syscalls", events, "waits_ready", events),
                    events * 10, new Histogram("", 0, events, 0, buckets), Map.of(THREAD, (long) (cpuNs[round - 1] * events), OTHER, 1_000_000_000L), 0, 0));
        }
        return this;
    }

    Outcome outcome() {
        return new Outcome(plan, samples, Set.of(THREAD));
    }
}
