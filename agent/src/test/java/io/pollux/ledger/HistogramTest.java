package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HistogramTest {
    private static Histogram of(long... buckets) {
        long[] all = new long[64];
        System.arraycopy(buckets, 0, all, 0, buckets.length);
        return new Histogram("k", 0, 0, 0, all);
    }

    @Test
    void nothingCountedHasNoPercentile() {
        assertThat(of().percentileNs(0.5)).isNaN();
    }

    @Test
    void zerosAreZero() {
        assertThat(of(5).percentileNs(0.99)).isZero();
    }

    @Test
    void percentilesInterpolateInsideTheirBucket() {
        Histogram histogram = of(0, 0, 0, 0, 100); // [8, 16)
        assertThat(histogram.percentileNs(0.5)).isEqualTo(12.0, within(1e-9));
        assertThat(histogram.percentileNs(1.0)).isEqualTo(16.0, within(1e-9));
    }

    @Test
    void percentilesAreWithinAFactorOfTwo() {
        long[] buckets = new long[64];
        for (long value = 1; value <= 100_003; value++) {
            buckets[64 - Long.numberOfLeadingZeros(value)]++;
        }
        double p99 = of(buckets).percentileNs(0.99);
        assertThat(p99).isBetween(99_002 / 2.0, 99_002 * 2.0);
    }

    @Test
    void differenceIsWhatCameBetween() {
        assertThat(of(7, 11, 13).since(of(2, 3, 5)).buckets()).startsWith(5, 8, 8);
    }
}
