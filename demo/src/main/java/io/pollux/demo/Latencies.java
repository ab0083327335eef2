package io.pollux.demo;

/**
 * A histogram of nanoseconds with 64 steps in each power of two: quantiles are at most 1.6 % too high. One writer;
 * a reader on another thread may miss the latest values.
 */
public final class Latencies {
    private static final int STEP_BITS = 6;

    private final long[] counts = new long[64 << STEP_BITS];

    void record(long nanos) {
        counts[index(Math.max(0, nanos))]++;
    }

    /**
     * The upper bound of the step that holds a quantile.
     *
     * @param q from 0 to 1
     * @return nanoseconds; 0 if nothing was recorded
     */
    public long quantile(double q) {
        long total = count();
        long rank = (long) Math.ceil(q * total);
        long seen = 0;
        for (int i = 0; i < counts.length && total > 0; i++) {
            seen += counts[i];
            if (seen >= rank && seen > 0) {
                return upperBound(i);
            }
        }
        return 0;
    }

    /** How many values were recorded. */
    public long count() {
        long total = 0;
        for (long count : counts) {
            total += count;
        }
        return total;
    }

    // Below 64 each value has its own step; above, the top bit chooses the power of two and the next 6 bits the step in it.
    private static int index(long nanos) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(nanos | 1) - STEP_BITS);
        return (shift << STEP_BITS) + (int) (nanos >>> shift);
    }

    private static long upperBound(int index) {
        int shift = Math.max(0, (index >> STEP_BITS) - 1);
        long step = index - ((long) shift << STEP_BITS);
        return ((step + 1) << shift) - 1;
    }
}
