package io.pollux.cli.compare;

import io.pollux.ledger.Histogram;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Sums over some turns of an engine, in one array, as thousands of them are drawn.
 *
 * <pre>
 * columns.size() counters | CPU ns | buckets of ready to read
 * </pre>
 */
final class Sums {
    private final List<String> columns;
    private final long[] values;

    private Sums(List<String> columns, long[] values) {
        this.columns = columns;
        this.values = values;
    }

    /** Of one turn. {@code waiters}: the threads whose CPU time counts; {@code buckets}: room for the histogram. */
    static Sums of(Sample sample, List<String> columns, Set<Long> waiters, int buckets) {
        long[] values = new long[columns.size() + 1 + buckets];
        for (int i = 0; i < columns.size(); i++) {
            values[i] = sample.counter(columns.get(i));
        }
        values[columns.size()] = sample.cpuNs(waiters);
        if (sample.readyToRead() != null) {
            System.arraycopy(sample.readyToRead().buckets(), 0, values, columns.size() + 1, buckets);
        }
        return new Sums(columns, values);
    }

    /** Of those of {@code all} that are named, as often as each is. */
    static Sums of(List<Sums> all, int[] named) {
        long[] sum = new long[all.get(0).values.length];
        for (int one : named) {
            long[] values = all.get(one).values;
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        return new Sums(all.get(0).columns, sum);
    }

    /** 0 where the ledger has no such column. */
    long counter(String column) {
        int index = columns.indexOf(column);
        return index < 0 ? 0 : values[index];
    }

    /** Descriptors reported ready: what an engine serves. */
    long events() {
        return counter("ready_fds");
    }

    long cpuNs() {
        return values[columns.size()];
    }

    /** NaN when nothing was read. */
    double readyToReadNs(double p) {
        long[] buckets = Arrays.copyOfRange(values, columns.size() + 1, values.length);
        return new Histogram("", 0, 0, 0, buckets).percentileNs(p);
    }
}
