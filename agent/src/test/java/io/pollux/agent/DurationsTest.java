package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @Test
    void readsEveryUnitAndTakesABareNumberForSeconds() {
        assertThat(Durations.parse("503ms")).isEqualTo(Duration.ofMillis(503));
        assertThat(Durations.parse("31s")).isEqualTo(Duration.ofSeconds(31));
        assertThat(Durations.parse("5m")).isEqualTo(Duration.ofMinutes(5));
        assertThat(Durations.parse("2h")).isEqualTo(Duration.ofHours(2));
        assertThat(Durations.parse("7")).isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "0", "-1s", "1d", "1.5h", "5 m", "99999999999999999999s", "9223372036854775807h"})
    void takesNothingElse(String text) {
        assertThat(Durations.parse(text)).isNull();
    }
}
