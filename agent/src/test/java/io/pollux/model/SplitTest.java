package io.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a machine where a read costs 1000 ns and 0.1 ns a byte, a write 2000 and 0.2, and one that does nothing 350. */
class SplitTest {
    private static final Calibration MACHINE = Calibration.parse(CalibrationTest.TEXT);

    private static Split split(Map<String, Long> columns) {
        return Split.of(MACHINE, column -> columns.getOrDefault(column, 0L));
    }

    @Test
    void callsAndBytesOfANonblockingDescriptorExplainItsTimeAndTheRestIsNotWaiting() {
        Split split = split(Map.of("reads", 100L, "read_bytes", 1_000_000L, "read_ns", 250_000L));
        assertThat(split.parts()).isEqualTo(Map.of("entering", 100_000L, "copying", 100_000L, "waiting", 0L, "heap_copy", 0L, "other", 50_000L));
    }

    @Test
    void theRestOfABlockingCallIsWaiting() {
        Split split = split(Map.of("reads", 3L, "read_bytes", 3_000L, "read_ns", 900_000_000L, "blocking_ns", 900_000_000L));
        assertThat(split.enteringNs()).isEqualTo(3_000);
        assertThat(split.copyingNs()).isEqualTo(300);
        assertThat(split.waitingNs()).isEqualTo(899_996_700);
        assertThat(split.otherNs()).isZero();
    }

    @Test
    void ofADescriptorThatChangedItsModeOnlyBlockingTimeIsWaiting() {
        Split split = split(Map.of("reads", 10L, "read_ns", 1_000_000L, "blocking_ns", 400_000L));
        assertThat(split.waitingNs()).isEqualTo(400_000);
        assertThat(split.otherNs()).isEqualTo(1_000_000 - 10_000 - 400_000);
    }

    @Test
    void pollingBeforeABlockingCallIsWaiting() {
        assertThat(split(Map.of("polls", 2L, "poll_ns", 70_000_000L)).waitingNs()).isEqualTo(70_000_000);
    }

    @Test
    void readsThatFindNothingCostLess() {
        Split split = split(Map.of("reads", 30L, "read_again", 10L, "read_eof", 1L, "read_errors", 2L, "read_ns", 1_000_000L));
        assertThat(split.enteringNs()).isEqualTo(17 * 1_000 + 13 * 350);
    }

    @Test
    void sendfileEntersTheKernelAndCopiesNothing() {
        Split split = split(Map.of("sendfile_calls", 5L, "sendfile_bytes", 1L << 30, "write_ns", 80_000L));
        assertThat(split.enteringNs()).isEqualTo(10_000);
        assertThat(split.copyingNs()).isZero();
        assertThat(split.otherNs()).isEqualTo(70_000);
    }

    @Test
    void aModelDearerThanTheMeasuredTimeIsCutToIt() {
        Split split = split(Map.of("writes", 100L, "write_bytes", 1_000_000L, "write_ns", 150_000L, "blocking_ns", 150_000L));
        assertThat(split.parts()).isEqualTo(Map.of("entering", 150_000L, "copying", 0L, "waiting", 0L, "heap_copy", 0L, "other", 0L));
    }

    @Test
    void thePartsAddUpToTheWholeWhateverTheNumbers() {
        for (long n = 0; n < 100_003; n += 97) {
            Map<String, Long> columns = Map.of("reads", n, "read_bytes", 31 * n, "read_ns", 701 * n, "writes", n / 3, "write_bytes", n * n,
                    "write_ns", 997 * n, "blocking_ns", 13 * n, "poll_ns", 7 * n, "heap_read_ns", 3 * n, "heap_write_ns", 2 * n);
            assertThat(split(columns).wholeNs()).isEqualTo((701 + 997 + 7 + 3 + 2) * n);
        }
    }
}
