package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTableTest {
    private static final Round POLL = new Round("poll", 5, 1_000, 250, 500, 58_000, 590_000, 12.5e-6, 103.25e-6);

    @Test
    void everyLineIsUnderAHundredColumns() {
        Round large = new Round("epoll-et", 5, 999_999, 9_999_999, 99_999_999, 999_999_999, 9_999_999_999.0, 12.5e-6, 0.0999);
        assertThat(RoundTable.of(List.of(POLL, large)).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    }

    @Test
    void amountsAreShownInTotalAndByRequest() {
        String[] lines = RoundTable.of(List.of(POLL)).split("\n");
        assertThat(lines[2].trim().split(" {2,}"))
                .containsExactly("poll", "200", "250", "500", "58,000", "590,000", "12.5 µs", "103.3 µs");
        assertThat(lines[5].trim().split(" {2,}")).containsExactly("poll", "0.25", "0.50", "58.00", "590.0");
    }

    @Test
    void aQuantileOfNothingIsADash() {
        Round silent = new Round("poll", 5, 1, 1, 1, 1, 1, Double.NaN, Double.NaN);
        assertThat(RoundTable.of(List.of(silent))).contains(" - ");
    }

    @Test
    void aRoundTakesTheSeriesOfItsEngineAlone() {
        Round round = Round.of("poll", 2, 10, Metrics.parse("""
                pollux_waits_total{engine="poll",result="ready"} 7
                pollux_waits_total{engine="poll",result="timeout"} 4
                pollux_waits_total{engine="epoll",result="ready"} 1000
                pollux_readiness_syscalls_total{engine="poll"} 13
                pollux_fds_scanned_total{engine="poll"} 17
                pollux_readiness_copied_bytes_total{engine="poll",direction="in"} 19
                pollux_readiness_copied_bytes_total{engine="poll",direction="out"} 4
                """));
        assertThat(round.waits()).isEqualTo(11);
        assertThat(round.syscalls()).isEqualTo(13);
        assertThat(round.scannedFds()).isEqualTo(17);
        assertThat(round.copiedBytes()).isEqualTo(23);
        assertThat(round.requestsPerSecond()).isEqualTo(5);
    }
}
