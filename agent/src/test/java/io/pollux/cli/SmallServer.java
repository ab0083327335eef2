package io.pollux.cli;

import io.pollux.ledger.FakeLedger;
import java.util.List;

/** A server with little to do, as a ledger of this very process tells of it; commands are run on our own pid. */
final class SmallServer {
    static final String PID = MemfdLedger.pid();
    /** What an agent measured. */
    static final String CALIBRATION = "{\"null_call_ns\":61.5,\"empty_wait_ns\":300.0,\"empty_read_ns\":350.0,\"read\":[[1,1000.1],[1024,1102.4]],"
            + "\"write\":[[1,2000.1],[1024,2102.4]],\"heap_copy\":[[1,10.0],[1024,51.0],[4096,170.0]],\"took_ns\":12000000}";

    private SmallServer() {
    }

    /** Two connections, a listener, a descriptor of Pollux itself; one selector on poll. */
    static FakeLedger ledger() {
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

    /** Puts a fact into a row of its own. */
    static void fact(FakeLedger fake, int row, String name, String value) {
        fake.table("meta").row(row).put("used", 1).put("name", name).put("value", value);
    }

    /** Runs a command while a process has that ledger. */
    static Ran run(FakeLedger fake, String... words) {
        return MemfdLedger.with(List.of(fake.bytes()), words);
    }
}
