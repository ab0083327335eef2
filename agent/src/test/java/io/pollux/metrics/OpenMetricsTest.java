package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenMetricsTest {
    @ParameterizedTest
    @ValueSource(strings = {"application/openmetrics-text", "application/openmetrics-text; version=1.0.0; charset=utf-8",
        // Prometheus 2.42 and 3
        "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
        "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,text/plain;version=0.0.4;q=0.4,*/*;q=0.1"})
    void isForThoseWhoPreferIt(String accept) {
        assertThat(OpenMetrics.isWanted(accept)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*/*", "text/html,*/*;q=0.8", "text/plain;version=0.0.4", "application/openmetrics-text;q=0",
        "application/openmetrics-text;q=0.3, text/plain;q=0.9", "application/openmetrics-text;q=high", ",;,="})
    void isNotForOthers(String accept) {
        assertThat(OpenMetrics.isWanted(accept)).isFalse();
    }
}
