package io.pollux.ledger;

import java.util.Arrays;

/**
 * A log2 histogram of nanoseconds: bucket 0 counts zeros, bucket i counts values in [2^(i-1), 2^i).
 *
 * @param kind    what it measures: the label of the ledger
 * @param key     of what: value of a role, or index of a set
 * @param count   values counted
 * @param sumNs   their sum
 * @param buckets counts
 */
public record Histogram(String kind, long key, long count, long sumNs, long[] buckets) {

    static Histogram of(Row row) {
        Field bucket = row.section().field("bucket");
        long[] buckets = new long[bucket.length()];
        for (int i = 0; i < buckets.length; i++) {
            buckets[i] = row.number(bucket, i);
        }
        return new Histogram(row.text("kind"), row.number("key"), Arrays.stream(buckets).sum(), row.number("sum_ns"), buckets);
    }

    /** The first value past bucket {@code i}; every value counted in it is smaller. */
    public static double upperBoundNs(int i) {
        return Math.scalb(1.0, i);
    }

    private static double lowerBoundNs(int i) {
        return i == 0 ? 0 : Math.scalb(1.0, i - 1);
    }

    /**
     * The value below which the share {@code p} (0 to 1) of all values lies, in ns; even spread inside a bucket is assumed,
     * so it is right to within a factor of 2. NaN when nothing was counted.
     */
    public double percentileNs(double p) {
        long total = 0;
        for (long n : buckets) {
            total += n; // not `count`: read at another moment than the buckets
        }
        if (total == 0) {
            return Double.NaN;
        }
        double rank = p * total;
        long below = 0;
        for (int i = 0; i < buckets.length; i++) {
            if (buckets[i] > 0 && below + buckets[i] >= rank) {
                double share = (rank - below) / buckets[i];
                return lowerBoundNs(i) + share * (i == 0 ? 0 : upperBoundNs(i) - lowerBoundNs(i));
            }
            below += buckets[i];
        }
        return upperBoundNs(buckets.length - 1);
    }

    /** The values of both. */
    public Histogram plus(Histogram other) {
        long[] sum = new long[buckets.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = buckets[i] + other.buckets[i];
        }
        return new Histogram(kind, key, count + other.count, sumNs + other.sumNs, sum);
    }

    /** The values counted since an earlier reading of the same histogram. */
    public Histogram since(Histogram earlier) {
        long[] difference = new long[buckets.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = Math.max(0, buckets[i] - earlier.buckets[i]);
        }
        return new Histogram(kind, key, count - earlier.count, sumNs - earlier.sumNs, difference);
    }
}
