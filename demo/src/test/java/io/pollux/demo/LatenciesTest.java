package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {
    private final Latencies latencies = new Latencies();

    @Test
    void smallValuesAreExact() {
        for (int nanos = 0; nanos <= 100; nanos++) {
            latencies.record(nanos);
        }
        assertThat(latencies.quantile(0.5)).isEqualTo(50);
        assertThat(latencies.count()).isEqualTo(101);
    }

    @Test
    void largeValuesAreAtMostOneStepTooHigh() {
        for (long nanos = 1; nanos < Long.MAX_VALUE / 3; nanos *= 3) {
            Latencies one = new Latencies();
            one.record(nanos);
            assertThat(one.quantile(1)).isBetween(nanos, nanos + nanos / 64);
        }
    }

    @Test
    void theQuantileOfNothingIsZero() {
        assertThat(latencies.quantile(0.99)).isZero();
    }
}
