package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ReadinessCopies;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Strace;
import io.pollux.it.harness.SystemCall;
import io.pollux.it.harness.Tally;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** strace is the witness: each engine waits by its own system call, and the ledger's calls and bytes are the kernel's. */
class SystemCallsIT {
    private static final int MESSAGES = 101;
    /** Bytes: what poll writes for an element; a struct io_uring_cqe. */
    private static final int POLL_OUT = 2;
    private static final int CQE = 16;
    private static final Set<String> EPOLL_WAITS = Set.of("epoll_wait", "epoll_pwait", "epoll_pwait2");
    private static final Set<String> READS = Set.of("read", "readv", "recvfrom", "recvmsg");
    private static final Set<String> WRITES = Set.of("write", "writev", "sendto", "sendmsg");
    private static final String READS_AND_WRITES = String.join(",", READS) + "," + String.join(",", WRITES) + ",";
    private static final Set<String> POLLS = Set.of("poll", "ppoll");
    private static final Set<String> SELECTS = Set.of("select", "pselect6");
    /** By engine: the calls of which it must make one for each time that a connection was selected. */
    private static final Map<String, Set<String>> OWN =
            Map.of("epoll", EPOLL_WAITS, "epoll-et", EPOLL_WAITS, "epoll-lazy", EPOLL_WAITS, "poll", POLLS, "select", SELECTS, "sigio", POLLS,
                    "io_uring", Set.of("io_uring_enter"));

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void engineWaitsByItsOwnSystemCall(Jdk jdk, String engine) throws Exception {
        try (Strace strace = Strace.fromStart("epoll_wait,epoll_pwait,epoll_pwait2,epoll_ctl,poll,ppoll,select,pselect6,signalfd4,io_uring_enter");
                Serving serving = serving(jdk, engine, Specs.SELECTORS, strace)) {
            serving.connect(1).talk(MESSAGES, 97);
            // Fewer than messages: the traced server is slow enough to find the next message where it looks for EAGAIN.
            long selected = serving.tally().stream().mapToLong(tally -> tally.columns().get("ready_in")).sum();
            serving.victim().quit();
            List<SystemCall> calls = strace.calls();
            assertThat(named(calls, OWN.get(engine)).size()).as("%s's own calls", engine).isGreaterThanOrEqualTo((int) selected);
            if (!engine.startsWith("epoll"))
                assertThat(named(calls, EPOLL_WAITS)).as("epoll_wait under %s", engine).isEmpty();
            if (!engine.equals("select"))
                assertThat(named(calls, SELECTS)).as("select under %s", engine).isEmpty();
            if (engine.equals("epoll-et"))
                assertThat(calls).noneMatch(call -> call.arguments().contains("EPOLL_CTL_MOD"));
            assertThat(named(calls, Set.of("signalfd4")).isEmpty()).isEqualTo(!engine.equals("sigio"));
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void ledgerHasTheReadsAndWritesOfTheKernel(Jdk jdk, String engine) throws Exception {
        try (Strace strace = Strace.fromStart(READS_AND_WRITES + "accept,accept4,close,dup2");
                Serving serving = serving(jdk, engine, Specs.waits(jdk), strace)) {
            serving.connect(2).talk(MESSAGES, 97);
            serving.assertCountsEqual();
            Snapshot snapshot = Pollux.on(jdk).fds(serving.victim());
            List<JsonNode> rows = serving.tally().stream().map(Tally::key).map(snapshot::row).toList();
            serving.victim().quit();
            List<SystemCall> calls = strace.calls();
            assertThat(rows).hasSize(2 * Specs.waits(jdk).size());
            for (JsonNode row : rows)
                assertRowIsTheKernels(row, calls);
        }
    }

    /** The same of Netty, whose natives repeat nothing here: what the kernel saw is what they were asked for. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void ledgerHasTheReadsAndWritesOfNetty(Jdk jdk) throws Exception {
        try (Strace strace = Strace.fromStart(READS_AND_WRITES + "accept,accept4,close,dup2");
                Serving serving = Serving.start(Serving.launchWithJars(jdk).agent("port=off,calibrate=off,tap=off").under(strace.program()), Specs.NETTY)) {
            serving.connect(2).talk(MESSAGES, 97);
            serving.talk(7, 10_007);
            serving.assertCountsEqual();
            Snapshot snapshot = Pollux.on(jdk).fds(serving.victim());
            List<JsonNode> rows = serving.tally().stream().map(Tally::key).map(snapshot::row).toList();
            serving.victim().quit();
            assertThat(rows).hasSize(2 * Specs.NETTY.size());
            for (JsonNode row : rows)
                assertRowIsTheKernels(row, strace.calls());
        }
    }

    /** Of a ring strace sees nothing: it is shared memory. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void ledgerHasTheBytesThatWaitingMadeTheKernelCopy(Jdk jdk, String engine) throws Exception {
        try (Strace strace = Strace.fromStart(ReadinessCopies.CALLS, "memfd_create"); Serving serving = serving(jdk, engine, Specs.SELECTORS, strace)) {
            serving.connect(2).talk(MESSAGES, 97);
            Serving.settle(() -> {
                JsonNode status = Pollux.on(jdk).status(serving.victim());
                assertThat(counted(status)).as("%s", status.path("engines")).isEqualTo(seen(status, strace, engine));
            });
            serving.victim().quit();
        }
    }

    /** Completions of io_uring come through the shared ring, where strace sees none: as many as the ledger looked at, but for those polled. */
    private static ReadinessCopies seen(JsonNode status, Strace strace, String engine) throws IOException {
        ReadinessCopies calls = ReadinessCopies.of(applications(strace.calls()));
        if (!engine.equals("io_uring"))
            return calls;
        long scanned = 0;
        for (JsonNode row : status.path("engines"))
            scanned += row.path("scanned_fds").asLong();
        long completions = scanned - calls.out() / POLL_OUT;
        assertThat(completions).as("completions").isPositive();
        return new ReadinessCopies(calls.in(), calls.out() + CQE * completions);
    }

    private static ReadinessCopies counted(JsonNode status) {
        long in = 0;
        long out = 0;
        for (JsonNode engine : status.path("engines")) {
            in += engine.path("copied_in_bytes").asLong();
            out += engine.path("copied_out_bytes").asLong();
        }
        return new ReadinessCopies(in, out);
    }

    /** All but those of the thread that opened the ledger: it tries what each engine needs. */
    private static List<SystemCall> applications(List<SystemCall> calls) {
        Set<Integer> openers = named(calls, Set.of("memfd_create")).stream().map(SystemCall::tid).collect(Collectors.toSet());
        return calls.stream().filter(call -> !openers.contains(call.tid())).toList();
    }

    /** The rows' connections were open when the victim ended, so each has its number from the last accept that gave it on. */
    private static void assertRowIsTheKernels(JsonNode row, List<SystemCall> calls) {
        List<SystemCall> own = sinceAccepted(calls, row.path("fd").asInt());
        assertThat(List.of(row.path("reads").asLong(), row.path("read_bytes").asLong(), row.path("read_again").asLong()))
                .as("calls, bytes and EAGAIN of reads in %s", row).isEqualTo(totals(named(own, READS)));
        assertThat(List.of(row.path("writes").asLong(), row.path("write_bytes").asLong(), row.path("write_again").asLong()))
                .as("calls, bytes and EAGAIN of writes in %s", row).isEqualTo(totals(named(own, WRITES)));
    }

    private static List<SystemCall> sinceAccepted(List<SystemCall> calls, int fd) {
        List<SystemCall> own = new ArrayList<>();
        for (SystemCall call : calls) {
            if (call.name().startsWith("accept") && call.result() == fd)
                own.clear();
            else if (call.fd() == fd)
                own.add(call);
        }
        return own;
    }

    private static List<Long> totals(List<SystemCall> calls) {
        // A call that was inside the kernel when the victim ended has no result, and neither side counts it.
        List<SystemCall> ended = calls.stream().filter(SystemCall::ended).toList();
        long bytes = ended.stream().mapToLong(call -> Math.max(call.result(), 0)).sum();
        long again = ended.stream().filter(call -> call.error().equals("EAGAIN")).count();
        return List.of((long) ended.size(), bytes, again);
    }

    private static List<SystemCall> named(List<SystemCall> calls, Set<String> names) {
        return calls.stream().filter(call -> names.contains(call.name())).collect(Collectors.toList());
    }

    /** Calibration and the side tap make calls of their own. */
    private static Serving serving(Jdk jdk, String engine, List<String> specs, Strace strace) throws Exception {
        return Serving.start(Serving.launch(jdk).agent("port=off,calibrate=off,tap=off,engine=" + engine).under(strace.program()), specs);
    }
}
