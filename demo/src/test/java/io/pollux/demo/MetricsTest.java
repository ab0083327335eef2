package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final String PAGE = """
            # HELP pollux_waits_total waits
            # TYPE pollux_waits_total counter
            pollux_waits_total{engine="epoll",result="ready"} 17
            pollux_waits_total{engine="epoll",result="timeout"} 5
            pollux_waits_total{engine="epoll-et",result="ready"} 23
            pollux_waits_totals 1000
            pollux_lag_seconds_bucket{role="accepted",le="0.001"} 2
            pollux_lag_seconds_bucket{role="accepted",le="0.003"} 6
            pollux_lag_seconds_bucket{role="accepted",le="+Inf"} 7
            pollux_lag_seconds_bucket{role="outbound",le="+Inf"} 31
            """;

    @Test
    void sumAddsTheSeriesThatCarryTheLabels() {
        Metrics metrics = Metrics.parse(PAGE);
        assertThat(metrics.sum("pollux_waits_total", "engine=\"epoll\"")).isEqualTo(22);
        assertThat(metrics.sum("pollux_waits_total", "engine=\"epoll\"", "result=\"ready\"")).isEqualTo(17);
        assertThat(metrics.sum("pollux_waits_total")).isEqualTo(45);
        assertThat(metrics.sum("pollux_none_total")).isZero();
    }

    @Test
    void labelValuesComeOnceInTheOrderOfThePage() {
        assertThat(Metrics.parse(PAGE).labelValues("pollux_waits_total", "engine")).containsExactly("epoll", "epoll-et");
    }

    @Test
    void sinceCountsSeriesThatWereBornInBetweenFromZero() {
        Metrics earlier = Metrics.parse("a_total{x=\"1\"} 3\n");
        Metrics later = Metrics.parse("a_total{x=\"1\"} 14\na_total{x=\"2\"} 2\n");
        assertThat(later.since(earlier).sum("a_total")).isEqualTo(13);
    }

    @Test
    void quantileIsInterpolatedInsideItsBucket() {
        Metrics metrics = Metrics.parse(PAGE);
        assertThat(metrics.quantile(0.5, "pollux_lag_seconds", "role=\"accepted\""))
                .isCloseTo(0.00175, within(1e-9));
    }

    @Test
    void quantileInTheLastBucketIsItsLowerBound() {
        assertThat(Metrics.parse(PAGE).quantile(0.99, "pollux_lag_seconds", "role=\"accepted\"")).isEqualTo(0.003);
    }

    @Test
    void quantileOfNothingIsNotANumber() {
        assertThat(Metrics.parse(PAGE).quantile(0.5, "pollux_lag_seconds", "role=\"pipe\"")).isNaN();
    }
}
