package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.ledger.FakeLedger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the commands that watch a JVM for a while refuse before they begin. */
class WatchTest {
    @ParameterizedTest
    @CsvSource({"compare", "diagnose"})
    void aProcessThatPolluxHasLeftIsNotWatched(String command) {
        FakeLedger left = FakeLedger.standard(64);
        left.pid = (int) ProcessHandle.current().pid();
        left.detached = 1;
        Ran ran = MemfdLedger.with(List.of(left.bytes()), command, MemfdLedger.pid());
        assertThat(ran.status()).isEqualTo(ExitCode.NO_TARGET);
        assertThat(ran.err()).isEqualToNormalizingNewlines("pollux: Pollux has left process " + left.pid
                + "; attach it with: pollux attach " + left.pid + "\n");
        assertThat(ran.out()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"compare | --duration | 30s, 5m", "diagnose | --for | 500ms, 30s, 5m"})
    void aTimeBeyondADayIsRefused(String command, String option, String examples) {
        for (String time : List.of("25h", "0s", "soon")) {
            Ran ran = Ran.of(command, MemfdLedger.pid(), option, time);
            assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
            assertThat(ran.err()).contains(option + " takes a time of at most 24h (" + examples + "), not '" + time + "'");
        }
    }

    @Test
    void aDayIsNotTooLong() {
        assertThat(WatchTime.parse("--for", "24h", "")).hasDays(1);
    }
}
