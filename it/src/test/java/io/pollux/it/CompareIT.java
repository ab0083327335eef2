package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Running;
import io.pollux.it.harness.Serving;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux compare} on servers where the right answer is known, and what comes back when it is ended by anything. */
class CompareIT {
    private static final int USAGE = 2;
    private static final int NO_TARGET = 3;
    private static final int REFUSED = 4;
    private static final int DEGRADED = 6;
    private static final int THRESHOLD = 8;

    private static final String TCP = "selector:fixed:direct:inet";
    private static final String OTHER = "selector:fixed:heap:unix";
    private static final int IDLE = 1_999;
    private static final int BUSY = 3;
    private static final int ROUNDS = 10;
    /** struct pollfd, of which revents alone come out; struct epoll_event. */
    private static final int POLLFD = 8;
    private static final int REVENTS = 2;
    private static final int EPOLL_EVENT = 12;

    /** A child of the shell's background ignores SIGINT for ever; the command must not inherit that. */
    private static Pollux pollux(Jdk jdk) {
        return Pollux.on(jdk).under(List.of("env", "--default-signal=INT"));
    }

    private static JsonNode json(Outcome outcome) throws Exception {
        return new ObjectMapper().readTree(outcome.text());
    }

    private static JsonNode engine(JsonNode compared, String name) {
        return find(compared.path("engines"), Map.of("engine", name));
    }

    private static String verdict(JsonNode compared, String engine, String measure) {
        return find(compared.path("ratios"), Map.of("engine", engine, "measure", measure)).path("verdict").asText();
    }

    private static JsonNode find(JsonNode all, Map<String, String> fields) {
        for (JsonNode one : all)
            if (fields.entrySet().stream().allMatch(field -> one.path(field.getKey()).asText().equals(field.getValue())))
                return one;
        throw new AssertionError("no " + fields + " in " + all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void epollBeatsPollByFarWithTwoThousandIdleConnections(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,engine=poll").jvm("-Xcheck:jni"), List.of(TCP)).connect(IDLE);
                Load load = Load.on(serving.ports(), BUSY)) {
            JsonNode compared = json(Pollux.on(jdk).run("compare", serving.victim().pidText(), "--engines", "epoll", "--rounds", Integer.toString(ROUNDS),
                    "--duration", "5s", "--seed", "7", "-o", "json").ok());
            assertThat(compared.path("engine").asText()).isEqualTo("poll");
            assertThat(compared.path("seed").asInt()).isEqualTo(7);
            assertScans(engine(compared, "poll"), engine(compared, "epoll"));
            assertThat(verdict(compared, "epoll", "cpu")).isEqualTo("less");
            assertThat(verdict(compared, "epoll", "scanned")).isEqualTo("less");
            assertThat(verdict(compared, "epoll", "copied")).isEqualTo("less");
            // A switch is not advised where answers surely come later, which can't be ruled out on a machine that is busy otherwise.
            boolean later = verdict(compared, "epoll", "read_p99").equals("more");
            assertThat(compared.path("recommended").asText()).matches(later ? "poll|epoll" : "epoll");
            assertThat(engines(serving, jdk)).containsOnly(Map.entry("process", "poll by agent argument"), Map.entry("set", "poll"));
            load.stop();
            serving.victim().quit();
        }
    }

    /** Each wait by poll hands the kernel every member and takes back what each is ready for; by epoll, what is ready alone comes out. */
    private static void assertScans(JsonNode poll, JsonNode epoll) {
        assertThat(poll.path("turns")).hasSize(ROUNDS);
        long waits = poll.path("counters").path("syscalls").asLong();
        // The connections, the listener, the selector's wake-up and the engine's own.
        long members = IDLE + BUSY + 3;
        // A reading may fall between two columns of one wait, at either end of a turn.
        long torn = 2L * ROUNDS * members;
        assertThat(poll.path("counters").path("scanned_fds").asLong()).isCloseTo(waits * members, within(torn));
        assertThat(poll.path("counters").path("copied_in_bytes").asLong()).isCloseTo(poll.path("counters").path("scanned_fds").asLong() * POLLFD, within(torn * POLLFD));
        assertThat(poll.path("counters").path("copied_out_bytes").asLong()).isCloseTo(poll.path("counters").path("scanned_fds").asLong() * REVENTS, within(torn * REVENTS));
        long tornEvents = 2L * ROUNDS * (BUSY + 1);
        assertThat(epoll.path("counters").path("scanned_fds").asLong()).isCloseTo(epoll.path("events").asLong(), within(tornEvents));
        assertThat(epoll.path("counters").path("copied_out_bytes").asLong()).isCloseTo(epoll.path("events").asLong() * EPOLL_EVENT, within(tornEvents * EPOLL_EVENT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void noSwitchIsAdvisedForThreeBusyConnectionsAndLimitsAreKept(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), List.of(TCP)); Load load = Load.on(serving.ports(), BUSY)) {
            Outcome outcome = Pollux.on(jdk).run("compare", serving.victim().pidText(), "--engines", "poll", "--duration", "5s", "--rounds",
                    Integer.toString(ROUNDS), "--max-cpu-ratio", "0.01", "--max-p99-ratio", "10000", "-o", "json");
            assertThat(outcome.status()).as(outcome.toString()).isEqualTo(THRESHOLD);
            JsonNode compared = json(outcome);
            assertThat(compared.path("recommended").asText()).isEqualTo("epoll");
            assertThat(compared.path("switch").asBoolean()).isFalse();
            assertThat(compared.path("sentence").asText()).startsWith("Stay with epoll: ");
            assertThat(compared.path("exceeded")).hasSize(1);
            assertThat(compared.path("exceeded").path(0).asText()).contains("poll", "0.01", "CPU");
            load.stop();
            serving.victim().quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everySetIsServedAsBeforeWhateverEndsTheCommand(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,engine=poll").jvm("-Xcheck:jni"), List.of(TCP, OTHER)).connect(3)) {
            serving.talk(3, 97);
            JsonNode set = Pollux.on(jdk).status(serving.victim()).path("sets").path(0);
            Pollux.on(jdk).run("engine", serving.victim().pidText(), "select", "--set", set.path("epfd").asText()).ok();
            Map<String, String> before = engines(serving, jdk);
            assertThat(before).hasSize(3).containsValue("select");
            for (Map.Entry<String, Integer> signal : Map.of("KILL", 137, "INT", 130).entrySet()) {
                try (Running compare = compareSeen(serving, jdk)) {
                    Outcome ended = compare.signal(signal.getKey()).end();
                    assertThat(ended.status()).as(ended.toString()).isEqualTo(signal.getValue());
                    assertThat(ended.err()).hasSize(signal.getKey().equals("KILL") ? 0 : 1).allMatch(line -> line.equals("pollux: interrupted; poll is back"));
                }
                Serving.settle(() -> assertThat(engines(serving, jdk)).isEqualTo(before));
                serving.talk(3, 97);
            }
            serving.assertCountsEqual();
            try (Running compare = compareSeen(serving, jdk)) {
                assertThat(Pollux.on(jdk).proof(serving.victim()).path("complete").asBoolean()).isTrue();
                compare.end().refused(NO_TARGET, "Pollux left process", "no verdict");
            }
            serving.talk(3, 97);
            serving.victim().quit();
        }
    }

    /** As if the command had stopped in the middle, with its end of the pipe open. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void engineThatIsHeldTooLongIsTakenBack(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,engine=poll").jvm("-XX:+EnableDynamicAgentLoading"), List.of(TCP)).connect(3)) {
            Map<String, String> before = engines(serving, jdk);
            DirectAttach.load(serving.victim(), "command=compare,id=held,lease=held,step=offer");
            Path pipe = Path.of("/proc", serving.victim().pidText(), "fd", reply(serving, jdk, "held"));
            OutputStream held = Files.newOutputStream(pipe, StandardOpenOption.WRITE);
            DirectAttach.load(serving.victim(), "command=compare,lease=held,step=begin,limit_ms=3000");
            DirectAttach.load(serving.victim(), "command=compare,id=used,lease=held,step=use,engine=select");
            Serving.settle(() -> assertThat(engines(serving, jdk)).isEqualTo(before));
            DirectAttach.load(serving.victim(), "command=compare,id=late,lease=held,step=use,engine=select");
            assertThat(reply(serving, jdk, "late")).contains("took too long", "poll");
            held.close();
            serving.talk(3, 97);
            serving.victim().quit();
        }
    }

    private static String reply(Serving serving, Jdk jdk, String id) throws Exception {
        JsonNode facts = Pollux.on(jdk).status(serving.victim()).path("facts");
        for (int place = 0; facts.has("reply:id:" + place); place++)
            if (facts.path("reply:id:" + place).asText().equals(id))
                return facts.path("reply:text:" + place).asText();
        throw new AssertionError("no reply to " + id + " in " + facts);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatCanNotBeComparedIsSaidInOneLine(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), List.of(TCP)).connect(1)) {
            String pid = serving.victim().pidText();
            Pollux.on(jdk).run("compare", pid, "--engines", "pol").refused(USAGE, "'pol'", "nearest: poll");
            Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "1s").refused(USAGE, "too short", "2000ms");
            Outcome idle = Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "2s");
            assertThat(idle.status()).isEqualTo(DEGRADED);
            assertThat(idle.text()).contains("No verdict: no traffic");
            try (Running first = compareSeen(serving, jdk)) {
                Pollux.on(jdk).run("compare", pid, "--engines", "poll", "--duration", "2s").refused(REFUSED, "another comparison");
                Pollux.on(jdk).engine(serving.victim(), "epoll").ok();
                first.end().refused(DEGRADED, "ended from elsewhere", "epoll");
            }
            try (Running last = compareSeen(serving, jdk)) {
                serving.victim().close();
                last.end().refused(NO_TARGET, pid, "ended", "no verdict");
            }
        }
    }

    /** A comparison with other engines that has begun to switch. */
    private static Running compareSeen(Serving serving, Jdk jdk) throws Exception {
        Running compare = pollux(jdk).start("compare", serving.victim().pidText(), "--engines", "epoll-et,select", "--duration", "5m");
        Serving.settle(() -> assertThat(engines(serving, jdk).get("process")).endsWith("by pollux compare"));
        return compare;
    }

    /** The process's engine and who chose it, and the engine of each set. */
    private static Map<String, String> engines(Serving serving, Jdk jdk) throws Exception {
        JsonNode status = Pollux.on(jdk).status(serving.victim());
        Map<String, String> engines = new TreeMap<>();
        engines.put("process", status.path("engine").asText() + " by " + status.path("facts").path("options").path("engine").path("source").asText());
        for (JsonNode set : status.path("sets"))
            if (set.path("own").asInt() == 0)
                engines.put(status.path("sets").size() == 1 ? "set" : "set " + set.path("epfd").asInt(), set.path("engine").asText());
        return engines;
    }
}
