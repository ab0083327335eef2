package io.pollux.cli;

import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code pollux top} where there is no terminal. */
class TopCommandTest {
    @Test
    void topPrintsTablesWhenCounted() {
        Ran ran = run(ledger(), "top", PID, "-n", "2", "--interval", "0.01");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().filter(line -> line.startsWith("pollux top  pid " + PID))).hasSize(2);
        assertThat(ran.out()).contains("3 descriptors, together a second: nothing").doesNotContain("\u001b");
    }
}
