package io.pollux.cli;

import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import org.junit.jupiter.api.Test;

/** {@code pollux status}: what is in use, and what is degraded. */
class StatusCommandTest {
    @Test
    void aFormatThatACommandLacksIsRefused() {
        Ran ran = run(ledger(), "status", PID, "-o", "csv");
        assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("no output format 'csv' (text, json)");
    }

    @Test
    void statusTellsEngineOptionsHooksAndSets() {
        Ran ran = run(ledger(), "status", PID);
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("com.acme.Server  running", "poll, 1 set\n", "1 installed, 1 absent on this JDK, 0 stood down",
                "agent argument", "  9  selector  poll", "1.01k", "fallbacks  none");
        assertThat(ran.out().lines()).allMatch(line -> line.length() < 100);
    }

    @Test
    void hookThatStoodDownIsDegraded() {
        FakeLedger fake = ledger();
        fake.table("hook").row(2).put("used", 1).put("state", 3).put("name", "sun.nio.ch.Net.poll").put("why", "other signature");
        Ran ran = run(fake, "status", PID);
        assertThat(ran.status()).isEqualTo(ExitCode.DEGRADED);
        assertThat(ran.out()).contains("hook sun.nio.ch.Net.poll stood down: other signature");
    }

    @Test
    void statusJsonHasEverySection() {
        assertThat(Json.parseObject(run(ledger(), "status", PID, "-o", "json").out()))
                .containsKeys("facts", "sets", "engines", "hooks", "groups", "histograms").containsEntry("engine", "poll");
    }
}
