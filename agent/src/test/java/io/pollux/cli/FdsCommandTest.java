package io.pollux.cli;

import static io.pollux.cli.SmallServer.CALIBRATION;
import static io.pollux.cli.SmallServer.PID;
import static io.pollux.cli.SmallServer.fact;
import static io.pollux.cli.SmallServer.ledger;
import static io.pollux.cli.SmallServer.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code pollux fds}: its rows, their order, and every format of them. */
class FdsCommandTest {
    @Test
    void fdsShowsTheBusiestFirst() {
        Ran ran = run(ledger(), "fds", PID);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines()).containsExactly(
                "pid " + PID + "  com.acme.Server  engine poll  3 descriptors",
                "fd  role      proto  model        peer             reads  read_bytes  write_bytes",
                " 8  accepted  tcp    multiplexed  127.0.0.1:40002     23      1.23MB            0",
                " 7  accepted  tcp    multiplexed  127.0.0.1:40001     17      1.02kB            0",
                " 5  listener  tcp    -            127.0.0.1:8080       0           0            0");
    }

    @Test
    void fdsFiltersSortsAndLimits() {
        assertThat(run(ledger(), "fds", PID, "--role", "accepted", "--sort", "fd", "--limit", "1").out().lines().toList()).hasSize(3)
                .first().asString().endsWith("2 descriptors, 1 shown");
        assertThat(run(ledger(), "fds", PID, "--filter", ":40001", "-o", "csv").out().lines()).hasSize(2);
        assertThat(run(ledger(), "fds", PID, "--all", "-o", "csv").out().lines()).hasSize(5);
        assertThat(run(ledger(), "fds", PID, "--columns", "reads").out()).contains("reads\n").doesNotContain("read_bytes");
    }

    @Test
    void fdsJsonHasEngineThroughTheLoop() {
        Map<String, Object> json = Json.parseObject(run(ledger(), "fds", PID, "-o", "json", "--sort", "fd").out());
        assertThat((List<?>) json.get("fds")).map(fd -> (Object) ((Map<?, ?>) fd).get("engine")).containsExactly("-", "poll", "poll");
    }

    @Test
    void fdsSplitsTimesByWhatTheAgentMeasured() {
        FakeLedger fake = ledger();
        fact(fake, 5, "calibration", CALIBRATION);
        Ran ran = run(fake, "fds", PID, "--split", "--role", "accepted");
        assertThat(ran.status()).isZero();
        assertThat(ran.out()).contains("where it went", "enter", "e entering the kernel", "model error: read 0%");
        assertThat(ran.out().lines()).allMatch(line -> line.length() < 100);
        assertThat(Json.parseObject(run(fake, "fds", PID, "-o", "json", "--limit", "1").out()).get("fds").toString())
                .contains("split={entering_ns=0, copying_ns=0, waiting_ns=0, heap_copy_ns=0, other_ns=0}");
    }

    @Test
    void fdsSaysWhereThereIsNoSplit() {
        assertThat(run(ledger(), "fds", PID, "--split").status()).isEqualTo(6);
        assertThat(Json.parseObject(run(ledger(), "fds", PID, "-o", "json", "--limit", "1").out()).get("fds").toString()).contains("split=null");
    }

    @Test
    void fdsCsvIsExact() {
        assertThat(run(ledger(), "fds", PID, "-o", "csv", "--limit", "1").out()).isEqualTo(
                "fd,conn,proto,role,local,remote,engine,state,mode,own,model,reads,read_bytes,write_bytes,ready_to_read_max_ns\r\n"
                        + "8,3,tcp,accepted,127.0.0.1:8080,127.0.0.1:40002,poll,open,0,false,multiplexed,23,1234567,0,0\r\n");
    }

    @Test
    void unknownColumnNamesTheNearest() {
        Ran ran = run(ledger(), "fds", PID, "--sort", "read_byte");
        assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).isEqualTo("pollux: no column 'read_byte'; nearest: read_bytes\n");
    }
}
