package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrackerTest {
    private static final long SECOND = 1_000_000_000L;

    private final Tracker<Long> tracker = new Tracker<>(3);

    private List<Long> look(long second, Map<Long, Double> scores) {
        tracker.begin();
        new LinkedHashMap<>(scores).forEach((key, score) -> tracker.offer(key, score, () -> key));
        return List.copyOf(tracker.settle(second * SECOND + 1).values());
    }

    @Test
    void takesTheBusiestAtOnceAndNobodyIdle() {
        assertThat(look(0, Map.of(1L, 5.0, 2L, 0.0))).containsExactly(1L);
        assertThat(look(1, Map.of(1L, 5.0, 2L, 7.0, 3L, 6.0, 4L, 1.0))).containsExactlyInAnyOrder(1L, 2L, 3L);
    }

    @Test
    void keepsWhoIsInUntilSomebodyIsClearlyBusier() {
        look(0, Map.of(1L, 10.0, 2L, 11.0, 3L, 12.0));
        assertThat(look(300, Map.of(1L, 10.0, 2L, 11.0, 3L, 12.0, 4L, 12.4))).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(look(301, Map.of(1L, 10.0, 2L, 11.0, 3L, 12.0, 4L, 12.6))).containsExactlyInAnyOrder(2L, 3L, 4L);
    }

    @Test
    void putsNobodyOutWithinTwoMinutes() {
        look(0, Map.of(1L, 1.0, 2L, 1.0, 3L, 1.0));
        assertThat(look(119, Map.of(1L, 1.0, 2L, 1.0, 3L, 1.0, 4L, 1000.0))).doesNotContain(4L);
        assertThat(look(121, Map.of(1L, 1.0, 2L, 1.0, 3L, 1.0, 4L, 1000.0))).contains(4L).hasSize(3);
    }

    @Test
    void dropsWhoIsGoneAndRefillsNoFasterThanSixAMinute() {
        look(0, Map.of(1L, 1.0, 2L, 1.0, 3L, 1.0));
        assertThat(look(1, Map.of(4L, 1.0, 5L, 1.0, 6L, 1.0))).isEmpty();
        assertThat(look(11, Map.of(4L, 1.0, 5L, 1.0, 6L, 1.0))).hasSize(1);
        assertThat(look(21, Map.of(4L, 1.0, 5L, 1.0, 6L, 1.0))).hasSize(2);
    }

    @Test
    void hasNoPlaceWhereNoneIsGiven() {
        Tracker<Long> none = new Tracker<>(0);
        none.begin();
        none.offer(1, 1.0, () -> 1L);
        assertThat(none.settle(SECOND)).isEmpty();
    }
}
