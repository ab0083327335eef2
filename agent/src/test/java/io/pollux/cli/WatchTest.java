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
    void anEngineThatThisKernelLacksIsNotCompared() {
        FakeLedger fake = FakeLedger.standard(64);
        fake.pid = (int) ProcessHandle.current().pid();
        fake.table("meta").row(0).put("used", 1).put("name", "engine").put("value", "epoll");
        fake.table("engine").row(0).put("name", "epoll").put("available", 1);
        fake.table("engine").row(1).put("name", "io_uring").put("available", 0);
        Ran ran = MemfdLedger.with(List.of(fake.bytes()), "compare", MemfdLedger.pid(), "--engines", "io_uring");
        assertThat(ran.status()).isEqualTo(ExitCode.UNSUPPORTED);
        assertThat(ran.err()).isEqualToNormalizingNewlines("pollux: this kernel can't run the engine 'io_uring'\n");
    }

    @Test
    void aDayIsNotTooLong() {
        assertThat(WatchTime.parse("--for", "24h", "")).hasDays(1);
    }
}
