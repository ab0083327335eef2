package io.pollux.cli.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** All turns of one engine. */
public final class Pool {
    private final String engine;
    private final List<Sample> samples;
    private final List<String> columns;
    private final List<Sums> turns;
    private final Sums sums;

    /** {@code samples}: in the order of the rounds; {@code waiters}: the threads whose CPU time counts. */
    Pool(String engine, List<Sample> samples, Set<Long> waiters) {
        this.engine = engine;
        this.samples = List.copyOf(samples);
        this.columns = List.copyOf(samples.get(0).counters().keySet());
        int buckets = samples.stream().filter(s -> s.readyToRead() != null).mapToInt(s -> s.readyToRead().buckets().length).max().orElse(0);
        this.turns = samples.stream().map(sample -> Sums.of(sample, columns, waiters, buckets)).toList();
        this.sums = drawn(IntStream.range(0, samples.size()).toArray());
    }

    /** Those of its turns that a draw names, some of them more than once, others never. */
    Sums drawn(int[] rounds) {
        return Sums.of(turns, rounds);
    }

    public String engine() {
        return engine;
    }

    /** The turns, by round. */
    public List<Sample> samples() {
        return samples;
    }

    /** CPU time of the waiting threads in a turn. */
    public long cpuNs(int turn) {
        return turns.get(turn).cpuNs();
    }

    /** A measure of all turns together; NaN when there is nothing to take it from. */
    public double value(Measure measure) {
        return measure.of(sums);
    }

    /** The same of one turn. */
    public double value(Measure measure, int turn) {
        return measure.of(turns.get(turn));
    }

    /** What waiting cost, by column of the ledger. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new LinkedHashMap<>();
        columns.forEach(column -> counters.put(column, sums.counter(column)));
        return counters;
    }

    /** Descriptors reported ready. */
    public long events() {
        return sums.events();
    }

    /** Waits that came to an end. */
    public long waits() {
        return columns.stream().filter(column -> column.startsWith("waits_")).mapToLong(sums::counter).sum();
    }

    public long cpuNs() {
        return sums.cpuNs();
    }

    public long ioBytes() {
        return samples.stream().mapToLong(Sample::ioBytes).sum();
    }

    public double seconds() {
        return samples.stream().mapToDouble(Sample::seconds).sum();
    }

    /** Share of one processor that the waiting threads used. */
    public double cpuShare() {
        return cpuNs() / 1e9 / seconds();
    }

    /** Sets that went back to the kernel's epoll. */
    public long fellBack() {
        return samples.stream().mapToLong(Sample::fellBack).sum();
    }

    /** Sets that another engine served all the same. */
    public int elsewhere() {
        return samples.stream().mapToInt(Sample::elsewhere).max().orElse(0);
    }
}
