package io.pollux.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTest {
    private static final List<String> ENGINES = List.of("epoll", "poll", "select");

    private static Plan plan(String duration, int rounds) {
        return Plan.of(ENGINES, Duration.parse(duration), rounds, 7);
    }

    @Test
    void everyEngineServesOnceInEachRound() {
        Plan plan = plan("PT60S", 11);
        assertThat(plan.turns()).hasSize(33);
        plan.turns().stream().collect(Collectors.groupingBy(Plan.Turn::round)).values().forEach(
                round -> assertThat(round).extracting(Plan.Turn::engine).containsExactlyInAnyOrderElementsOf(ENGINES));
    }

    @Test
    void ordersAreDrawnAnewAndTheSameSeedDrawsTheSame() {
        Plan plan = plan("PT60S", 11);
        assertThat(plan.turns()).isEqualTo(plan("PT60S", 11).turns()).isNotEqualTo(Plan.of(ENGINES, Duration.ofSeconds(60), 11, 8).turns());
        assertThat(plan.turns().stream().collect(Collectors.groupingBy(Plan.Turn::round)).values().stream().distinct()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @CsvSource({"PT3S, 5", "PT15S, 5", "PT33S, 11", "PT60S, 20", "PT10M, 30"})
    void roundsFollowTheDuration(String duration, int rounds) {
        assertThat(plan(duration, 0).rounds()).isEqualTo(rounds);
    }

    @Test
    void turnsFillTheDuration() {
        Plan plan = plan("PT33S", 11);
        assertThat(plan.turnNs()).isEqualTo(1_000_000_000);
        assertThat(plan.warmUpNs()).isEqualTo(200_000_000);
        assertThat(plan.wholeNs()).isEqualTo(33_000_000_000L);
    }

    @Test
    void leastDurationIsNotTooShortAndAnythingLessIs() {
        assertThat(plan("PT1S", 0).least()).isEqualTo(Duration.ofSeconds(3));
        assertThat(plan("PT3S", 0).isTooShort()).isFalse();
        assertThat(plan("PT2.999S", 0).isTooShort()).isTrue();
        assertThat(plan("PT1S", 7).least()).isEqualTo(Duration.ofMillis(4_200));
    }
}
