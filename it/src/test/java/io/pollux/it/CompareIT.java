package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux compare} on servers where the right answer is known. */
class CompareIT {
    private static final int THRESHOLD = 8;

    private static final String TCP = "selector:fixed:direct:inet";
    private static final int IDLE = 1_999;
    private static final int BUSY = 3;
    private static final int ROUNDS = 10;
    /** struct pollfd, of which revents alone come out; struct epoll_event. */
    private static final int POLLFD = 8;
    private static final int REVENTS = 2;
    private static final int EPOLL_EVENT = 12;

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
            assertThat(ServedBy.engines(serving, jdk)).containsOnly(Map.entry("process", "poll by agent argument"), Map.entry("set", "poll"));
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
}
