package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TourTest {
    @Test
    void withoutOptionsAllEnginesHaveFiveSecondsEach() {
        Tour tour = Tour.parse("bin/pollux");
        assertThat(tour.engines()).as("empty means all").isEmpty();
        assertThat(tour.seconds()).isEqualTo(5);
        assertThat(tour.busy()).isEqualTo(32);
    }

    @Test
    void optionsReplaceWhatTheyName() {
        Tour tour = Tour.parse("bin/pollux", "--seconds=2", "--engines=poll,select", "--connections=7", "--idle=0");
        assertThat(tour.engines()).isEqualTo(List.of("poll", "select"));
        assertThat(tour.seconds()).isEqualTo(2);
        assertThat(tour.busy()).isEqualTo(7);
        assertThat(tour.idle()).isZero();
    }

    @Test
    void anythingElseIsAnsweredWithTheUsage() {
        for (String wrong : List.of("--help", "--seconds=0", "--seconds=five", "--speed=1")) {
            assertThatThrownBy(() -> Tour.parse("bin/pollux", wrong))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("usage: bin/demo");
        }
    }
}
