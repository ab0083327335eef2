package io.pollux.cli;

import static io.pollux.cli.SmallServer.CALIBRATION;
import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.fact;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import org.junit.jupiter.api.Test;

/** {@code pollux calibrate}: what the agent measured, or this machine measures now. */
class CalibrateCommandTest {
    @Test
    void calibrateShowsWhatTheAgentMeasured() {
        FakeLedger fake = ledger();
        fact(fake, 5, "calibration", CALIBRATION);
        Ran ran = run(fake, "calibrate", PID);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("null system call  61.5ns", "empty wait        300ns", "measured in 12ms")
                .containsPattern("1Ki +1.1us +-{18}## +2.1us +-{19}# +51ns").containsPattern("4Ki + +170ns");
        assertThat(ran.out().lines()).allMatch(line -> line.length() < 100);
        assertThat(Json.parseObject(run(fake, "calibrate", PID, "-o", "json").out())).containsKeys("null_call_ns", "read", "heap_copy");
    }

    @Test
    void calibrateSaysWhereNothingWasMeasured() {
        Ran ran = run(ledger(), "calibrate", PID);
        assertThat(ran.status()).isEqualTo(6);
        assertThat(ran.err().lines()).singleElement().asString().contains("has not calibrated", "calibrate=on");
    }

    @Test
    void calibrateMeasuresThisMachine() {
        Ran ran = Ran.of("calibrate", "-o", "json");
        assertThat(ran.err()).isEmpty();
        assertThat(Json.parseObject(ran.out())).containsKeys("null_call_ns", "empty_wait_ns", "read", "write", "heap_copy", "took_ns");
    }
}
