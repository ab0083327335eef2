package io.pollux.cli;

import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.ledger.FakeLedger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands on any ledger: which one they find, which they refuse, and what they say of a final one. */
class LedgerCommandsTest {
    @Test
    void detachedLedgerIsFinal() {
        FakeLedger fake = ledger();
        fake.detached = 1;
        assertThat(run(fake, "fds", PID).out()).contains("final: Pollux has left");
        assertThat(run(fake, "status", PID).out()).contains("detached: the numbers are final");
        assertThat(run(fake, "top", PID, "-n", "7", "--interval", "0.01").out().lines().filter(line -> line.startsWith("pollux top"))).hasSize(1);
    }

    @Test
    void foreignTruncatedAndOtherVersionsAreOneLine() {
        FakeLedger foreign = ledger();
        foreign.magic = 1;
        assertThat(run(foreign, "fds", PID)).matches(ran -> ran.status() == ExitCode.NO_TARGET).extracting(Ran::err).asString()
                .contains("not a ledger of Pollux").hasLineCount(1);
        FakeLedger other = ledger();
        other.version = 7;
        assertThat(run(other, "fds", PID)).matches(ran -> ran.status() == ExitCode.UNSUPPORTED).extracting(Ran::err).asString()
                .contains("version 7").hasLineCount(1);
        assertThat(MemfdLedger.with(List.of(Arrays.copyOf(ledger().bytes(), 8192)), "fds", PID)).matches(ran -> ran.status() == ExitCode.INTERNAL)
                .extracting(Ran::err).asString().contains("truncated").hasLineCount(1);
    }

    @Test
    void ledgerIsFoundBesideAForeignMemfdOfTheSameName() {
        FakeLedger foreign = ledger();
        foreign.magic = 1;
        List<byte[]> all = List.of(foreign.bytes(), ledger().bytes(), foreign.bytes());
        assertThat(MemfdLedger.with(all, "fds", PID).status()).isZero();
    }
}
