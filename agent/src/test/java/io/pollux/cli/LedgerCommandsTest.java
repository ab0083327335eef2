package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import io.pollux.ledger.FakeLedger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerCommandsTest {
    private static final String PID = MemfdLedger.pid();
    private static final String CALIBRATION = "{\"null_call_ns\":61.5,\"empty_wait_ns\":300.0,\"empty_read_ns\":350.0,\"read\":[[1,1000.1],[1024,1102.4]],"
            + "\"write\":[[1,2000.1],[1024,2102.4]],\"heap_copy\":[[1,10.0],[1024,51.0],[4096,170.0]],\"took_ns\":12000000}";

    /** Two connections, a listener, a descriptor of Pollux itself; one selector on poll. */
    private static FakeLedger ledger() {
        FakeLedger fake = FakeLedger.standard(64);
        fake.pid = (int) ProcessHandle.current().pid();
        fact(fake, 0, "engine", "poll");
        fact(fake, 1, "main_class", "com.acme.Server");
        fact(fake, 2, "options", "{\"engine\":{\"value\":\"poll\",\"source\":\"agent argument\"}}");
        fact(fake, 3, "version", "0.1.0");
        fact(fake, 4, "jvm", "OpenJDK 17");
        for (int i = 0; i < 5; i++) {
            fake.table("engine").row(i).put("name", List.of("epoll", "epoll-et", "poll", "select", "sigio").get(i)).put("available", i == 4 ? 0 : 1);
        }
        fake.table("set").row(0).put("used", 1).put("engine", 2).put("epfd", 9).put("waits_ready", 1009);
        fake.table("hook").row(0).put("used", 1).put("state", 1).put("name", "sun.nio.ch.EPoll.wait");
        fake.table("hook").row(1).put("used", 1).put("state", 2).put("name", "sun.nio.ch.Gone.gone");
        byte[] loopback = {127, 0, 0, 1};
        fake.table("fd").row(5).put("state", 1).put("conn", 1).put("role", 3).put("proto", 1).put("loop", -1).address("local", 2, 8080, loopback);
        fake.table("fd").row(7).put("state", 1).put("conn", 2).put("role", 1).put("proto", 1).put("loop", 0)
                .address("local", 2, 8080, loopback).address("remote", 2, 40001, loopback).put("reads", 17).put("read_bytes", 1021);
        fake.table("fd").row(8).put("state", 1).put("conn", 3).put("role", 1).put("proto", 1).put("loop", 0)
                .address("local", 2, 8080, loopback).address("remote", 2, 40002, loopback).put("reads", 23).put("read_bytes", 1_234_567);
        fake.table("fd").row(11).put("state", 1).put("conn", 4).put("own", 1).put("reads", 31);
        return fake;
    }

    private static void fact(FakeLedger fake, int row, String name, String value) {
        fake.table("meta").row(row).put("used", 1).put("name", name).put("value", value);
    }

    private static Ran run(FakeLedger fake, String... words) {
        return MemfdLedger.with(List.of(fake.bytes()), words);
    }

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
    void aFormatThatACommandLacksIsRefused() {
        Ran ran = run(ledger(), "status", PID, "-o", "csv");
        assertThat(ran.status()).isEqualTo(ExitCode.USAGE);
        assertThat(ran.err()).contains("no output format 'csv' (text, json)");
    }

    @Test
    void fdsJsonHasEngineThroughTheLoop() {
        Map<String, Object> json = Json.parseObject(run(ledger(), "fds", PID, "-o", "json", "--sort", "fd").out());
        assertThat((List<?>) json.get("fds")).map(fd -> (Object) ((Map<?, ?>) fd).get("engine")).containsExactly("-", "poll", "poll");
    }

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

    @Test
    void topPrintsTablesWhenCounted() {
        Ran ran = run(ledger(), "top", PID, "-n", "2", "--interval", "0.01");
        assertThat(ran.status()).isZero();
        assertThat(ran.out().lines().filter(line -> line.startsWith("pollux top  pid " + PID))).hasSize(2);
        assertThat(ran.out()).contains("3 descriptors, together a second: nothing").doesNotContain("\u001b");
    }

    @Test
    void detachedLedgerIsFinal() {
        FakeLedger fake = ledger();
        fake.detached = 1;
        assertThat(run(fake, "fds", PID).out()).contains("final: Pollux has left");
        assertThat(run(fake, "status", PID).out()).contains("detached: the numbers are final");
        assertThat(run(fake, "top", PID, "-n", "7", "--interval", "0.01").out().lines().filter(line -> line.startsWith("pollux top"))).hasSize(1);
    }

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
