package io.pollux.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTableTest {
    private static final Round POLL = round("poll", 5, 1_000, 250, 500, 58_000, 590_000);

    @Test
    void everyLineIsUnderAHundredColumns() {
        Round large = round("epoll-et", 5, 999_999, 9_999_999, 99_999_999, 999_999_999, 9_999_999_999L);
        assertThat(RoundTable.of(List.of(POLL, large)).lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(100));
    }

    @Test
    void amountsAreShownInTotalAndByRequest() {
        String[] lines = RoundTable.of(List.of(POLL)).split("\n");
        assertThat(lines[2].trim().split(" {2,}"))
                .containsExactly("poll", "200", "250", "500", "58,000", "590,000", "12.0 µs", "23.8 µs");
        assertThat(lines[5].trim().split(" {2,}")).containsExactly("poll", "0.25", "0.50", "58.00", "590.0");
    }

    @Test
    void aQuantileOfNothingIsADash() {
        assertThat(RoundTable.of(List.of(new Round("poll", 5, 1, Metrics.parse(""))))).contains(" - ");
    }

    @Test
    void aRoundTakesTheSeriesOfItsEngineAlone() {
        Round poll = round("poll", 2, 10, 11, 13, 17, 23);
        Round both = new Round("poll", 2, 10, poll.counted().plus(round("epoll", 2, 10, 5, 5, 5, 5).counted()));
        assertThat(both.waits()).isEqualTo(11);
        assertThat(both.syscalls()).isEqualTo(13);
        assertThat(both.scannedFds()).isEqualTo(17);
        assertThat(both.copiedBytes()).isEqualTo(23);
        assertThat(both.requestsPerSecond()).isEqualTo(5);
    }

    @Test
    void twoTurnsAddUp() {
        Round both = round("poll", 2, 10, 11, 13, 17, 23).plus(round("poll", 3, 15, 2, 3, 5, 7));
        assertThat(both.waits()).isEqualTo(13);
        assertThat(both.copiedBytes()).isEqualTo(30);
        assertThat(both.requestsPerSecond()).isEqualTo(5);
    }

    private static Round round(String engine, double seconds, long requests, long waits, long calls, long fds, long bytes) {
        return new Round(engine, seconds, requests, Metrics.parse("""
                pollux_waits_total{engine="%1$s",result="ready"} %2$d
                pollux_waits_total{engine="%1$s",result="timeout"} 0
                pollux_readiness_syscalls_total{engine="%1$s"} %3$d
                pollux_fds_scanned_total{engine="%1$s"} %4$d
                pollux_readiness_copied_bytes_total{engine="%1$s",direction="in"} 3
                pollux_readiness_copied_bytes_total{engine="%1$s",direction="out"} %5$d
                pollux_ready_to_read_seconds_bucket{role="accepted",le="0.000024"} 7
                pollux_ready_to_read_seconds_bucket{role="accepted",le="+Inf"} 7
                """.formatted(engine, waits, calls, fds, bytes - 3)));
    }
}
