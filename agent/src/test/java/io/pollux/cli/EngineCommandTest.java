package io.pollux.cli;

import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** {@code pollux engine} refuses what can't be. */
class EngineCommandTest {
    @Test
    void unknownEngineListsThem() {
        Ran ran = run(ledger(), "engine", PID, "epol");
        assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).isEqualTo("pollux: no engine 'epol'; there are epoll, epoll-et, poll, select, sigio\n");
    }

    @Test
    void engineThatTheKernelRefusesIsUnsupported() {
        assertThat(run(ledger(), "engine", PID, "sigio").status()).isEqualTo(ExitCode.UNSUPPORTED);
    }

    @Test
    void setThatIsNotThereIsAUsageError() {
        assertThat(run(ledger(), "engine", PID, "poll", "--set", "1").err()).contains("no set has the epoll descriptor 1");
    }
}
