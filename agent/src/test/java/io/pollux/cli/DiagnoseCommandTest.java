package io.pollux.cli;

import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.ledger.FakeLedger;
import org.junit.jupiter.api.Test;

/** {@code pollux diagnose} of a server that has nothing wrong, and what it refuses. */
class DiagnoseCommandTest {
    @Test
    void diagnoseSaysWhatItLookedForWhenNothingIsWrong() {
        Ran ran = run(ledger(), "diagnose", PID, "--for", "10ms", "--fail");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("3 descriptors, 1 set").contains("nothing found; looked for: write-interest-armed")
                .contains("not looked for: heap-buffers, as copies=on was not given");
        assertThat(ran.out().lines()).allMatch(line -> line.length() < 100);
    }

    @Test
    void diagnoseRefusesWhatItDoesNotKnow() {
        assertThat(run(ledger(), "diagnose", PID, "--threshold", "storm-rat=7").status()).isEqualTo(ExitCode.USAGE);
        assertThat(run(ledger(), "diagnose", PID, "--threshold", "storm-rat=7").err()).contains("nearest: storm-rate");
        assertThat(run(ledger(), "diagnose", PID, "--threshold", "storm-rate=many").status()).isEqualTo(ExitCode.USAGE);
        assertThat(run(ledger(), "diagnose", PID, "--for", "soon").status()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void diagnoseRefusesFinalNumbers() {
        FakeLedger gone = ledger();
        gone.detached = 1;
        assertThat(run(gone, "diagnose", PID, "--for", "10ms").status()).isEqualTo(ExitCode.NO_TARGET);
    }
}
