package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.findings.Ward;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every finding is made in the program that has the fault, about the right descriptor or loop, and in its healthy twin none is. */
class FindingsIT {
    private static final int THRESHOLD_EXCEEDED = 8;
    /** The faults rest a ms between their rounds, as many share two processors: rates are judged by less than the table has. */
    private static final List<String> RATES = List.of("storm-rate=50", "spin-rate=50", "again-rate=50", "wakeup-rate=50", "tiny-rate=200",
            "churn-rate=50", "imbalance-rate=20", "heap-bytes-rate=1e6", "idle-minutes=0.01");
    private static final List<String> STANDARD = List.of();
    private static final double BLOCKED_NS = 50e6;
    private static final int CLOSE_WATCHES = 101;
    /** What a fault is found as, where it is not its own name. */
    private static final Map<String, String> FOUND_AS = Map.of("loop-stuck", "loop-blocked", "write-storm", "write-interest-armed", "hangup-storm",
            "hangup-spin", "self-woken", "wakeup-storm", "heap-stream", "heap-buffers", "late", "loop-blocked", "signal-queue", "limit-close");

    private static final List<String> LOOPS_AND_STREAMS = List.of("write-interest-armed", "hangup-spin", "eof-spin", "input-ignored", "select-spin",
            "loop-blocked", "loop-stuck", "reported-not-read", "bytes-unreported", "wakeup-storm", "interest-churn", "selector-imbalance",
            "eagain-polling", "tiny-reads", "tiny-writes", "heap-buffers", "temporary-buffers", "close-wait", "accept-backlog", "idle-fds");
    private static final List<String> BUSY = List.of("write-storm", "hangup-storm", "self-woken", "heap-stream");
    private static final List<String> CROWDS = List.of("engine-scans", "limit-close");
    /** Runs a program that may have 61 signals queued: in a user namespace of its own if it can be had, as other tests queue signals too. */
    private static final List<String> FEW_SIGNALS = List.of("sh", "-c", "set -- prlimit --sigpending=61:61 \"$@\"; own='unshare --user --map-current-user'; "
            + "$own true 2>/dev/null && set -- $own \"$@\"; exec \"$@\"", "sh");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyFaultIsFoundAndNothingElse(Jdk jdk) throws Exception {
        try (Victim victim = ward(jdk, "sick", LOOPS_AND_STREAMS).start()) {
            assertFound(victim, RATES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void nothingIsFoundInHealthyTwins(Jdk jdk) throws Exception {
        try (Victim victim = ward(jdk, "healthy", LOOPS_AND_STREAMS).start()) {
            assertHealthy(victim, RATES);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void crowdsAreFoundUnderAnEngineThatScansAndALowLimit(Jdk jdk) throws Exception {
        for (String state : List.of("sick", "healthy"))
            try (Victim victim = ward(jdk, state, CROWDS).agent("engine=poll").under(List.of("prlimit", "--nofile=1000:1000")).start()) {
                if (state.equals("sick"))
                    assertFound(victim, STANDARD);
                else
                    assertHealthy(victim, STANDARD);
            }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void faultsAsFastAsTheyComeAreFoundByTheTableAsItStands(Jdk jdk) throws Exception {
        try (Victim victim = ward(jdk, "sick", BUSY).start()) {
            TreeSet<String> expected = expected(victim);
            assertThat(found(diagnose(victim, STANDARD, THRESHOLD_EXCEEDED), expected).keySet()).containsAll(expected);
            victim.quit();
        }
        try (Victim victim = ward(jdk, "healthy", BUSY).start()) {
            assertHealthy(victim, STANDARD);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aBusyHealthyServerOfEachKindIsLeftAlone(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("copies=on"), Specs.waits(jdk)); Load load = Load.on(serving.ports(), 101)) {
            Outcome outcome = Pollux.on(jdk).run("diagnose", serving.victim().pidText(), "--fail");
            assertThat(outcome.ok().text()).contains("nothing found");
            load.stop();
            serving.victim().quit();
        }
    }

    /** Of a loop that works little between two waits on average, only the tap sees that what came in between was late. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aLoopThatIsBlockedNowAndThenIsFoundByWhatTheKernelHadReady(Jdk jdk) throws Exception {
        try (Victim victim = ward(jdk, "sick", List.of("late")).start()) {
            TreeSet<String> expected = expected(victim);
            JsonNode evidence = found(diagnose(victim, STANDARD, THRESHOLD_EXCEEDED), expected).get(expected.first()).path("evidence");
            assertThat(evidence.path("ready_but_unreported_ns").asDouble()).as("%s", evidence).isGreaterThan(BLOCKED_NS);
            assertThat(evidence.path("work_between_waits_ns").asDouble()).as("%s", evidence).isLessThan(BLOCKED_NS);
            victim.quit();
        }
        try (Victim victim = ward(jdk, "healthy", List.of("late")).start()) {
            assertHealthy(victim, STANDARD);
        }
    }

    /** Signals wait for a loop of the engine sigio that is away. The limit is of all processes of the user in one user namespace. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void queuedSignalsCloseToTheirLimitAreFound(Jdk jdk) throws Exception {
        for (String state : List.of("sick", "healthy"))
            try (Victim victim = ward(jdk, state, List.of("signal-queue")).agent("engine=sigio,copies=off")
                    .under(FEW_SIGNALS).start()) {
                TreeSet<String> expected = expected(victim);
                boolean sick = state.equals("sick");
                Map<String, JsonNode> found = found(diagnose(victim, STANDARD, sick ? THRESHOLD_EXCEEDED : 0), expected);
                assertThat(found.containsKey(expected.first())).as("%s: %s", state, found).isEqualTo(sick);
                if (sick)
                    assertThat(found.get(expected.first()).path("evidence").path("RLIMIT_SIGPENDING_used").asInt()).isGreaterThanOrEqualTo(53);
                victim.quit();
            }
    }

    /** The machine's limit stays what it is: so little of it is said to be close that a crowd is beyond. Other limits may be close as well, then. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void watchesCloseToTheirLimitAreFound(Jdk jdk) throws Exception {
        // By lines, as a number of /proc/sys ends after the first read, and readString (JDK 17) begins with one byte.
        double most = Double.parseDouble(Files.readAllLines(Path.of("/proc/sys/fs/epoll/max_user_watches")).get(0));
        for (String state : List.of("sick", "healthy"))
            try (Victim victim = ward(jdk, state, List.of("watches")).start()) {
                victim.until("ready");
                Outcome outcome = Pollux.on(jdk).run("diagnose", victim.pidText(), "--for", "1s", "-o", "json", "--threshold", "limit-share=" + CLOSE_WATCHES / most).ok();
                List<Long> used = new ArrayList<>();
                for (JsonNode finding : new ObjectMapper().readTree(outcome.text()).path("findings"))
                    if (finding.path("evidence").has("max_user_watches_used"))
                        used.add(finding.path("evidence").path("max_user_watches_used").asLong());
                assertThat(used).as("%s: %s", state, outcome).hasSize(state.equals("sick") ? 1 : 0).allMatch(watches -> watches > CLOSE_WATCHES);
                victim.quit();
            }
    }

    private static Launch ward(Jdk jdk, String state, List<String> ailments) {
        Launch launch = Launch.of(jdk, Ward.class).jvm("-Xcheck:jni").arguments(state).arguments(ailments.toArray(String[]::new));
        return ailments == CROWDS || ailments.contains("signal-queue") ? launch : launch.agent("copies=on");
    }

    private static void assertFound(Victim victim, List<String> thresholds) throws Exception {
        TreeSet<String> expected = expected(victim);
        JsonNode json = diagnose(victim, thresholds, THRESHOLD_EXCEEDED);
        assertThat(found(json, expected).keySet()).as("%s", json).isEqualTo(expected);
        victim.quit();
    }

    /** Of each ailment the finding that it must be, and what that must name. */
    private static TreeSet<String> expected(Victim victim) {
        TreeSet<String> expected = new TreeSet<>();
        for (String line : victim.until("ready")) {
            String[] words = line.split(" ");
            expected.add(FOUND_AS.getOrDefault(words[1], words[1]) + " " + words[2]);
        }
        return expected;
    }

    private static Map<String, JsonNode> found(JsonNode json, TreeSet<String> expected) {
        Map<String, JsonNode> found = new TreeMap<>();
        json.path("findings").forEach(finding -> found.put(finding.path("id").asText() + " " + key(finding, expected), finding));
        return found;
    }

    private static void assertHealthy(Victim victim, List<String> thresholds) throws Exception {
        victim.until("ready");
        JsonNode json = diagnose(victim, thresholds, 0);
        assertThat(json.path("findings")).isEmpty();
        assertThat(json.path("looked_for").size()).isGreaterThan(10);
        victim.quit();
    }

    private static JsonNode diagnose(Victim victim, List<String> thresholds, int status) throws Exception {
        Pollux.on(victim.jdk()).run("buffers", victim.pidText()).ok(); // temporary buffers are known once looked for
        List<String> command = new ArrayList<>(List.of("diagnose", victim.pidText(), "--for", "3s", "--fail", "-o", "json"));
        thresholds.forEach(threshold -> command.addAll(List.of("--threshold", threshold)));
        Outcome outcome = Pollux.on(victim.jdk()).run(command.toArray(String[]::new));
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(status);
        return new ObjectMapper().readTree(outcome.text());
    }

    /** The expected key that names the finding's subject; else all that it names. */
    private static String key(JsonNode finding, TreeSet<String> expected) {
        return expected.stream().filter(line -> line.startsWith(finding.path("id").asText() + " ")).map(line -> line.split(" ")[1])
                .filter(key -> names(finding, key)).findFirst().orElse(finding.toString());
    }

    private static boolean names(JsonNode finding, String key) {
        String name = key.substring(key.indexOf(':') + 1);
        return switch (key.substring(0, Math.max(0, key.indexOf(':')))) {
            case "remote" -> finding.path("role").asText().equals("accepted") && finding.path("remote").asText().endsWith(":" + name);
            case "thread" -> finding.path("thread").asText().equals(name) && finding.path("set").asInt() > 0;
            case "port" -> (":" + finding.path("local").asText()).endsWith(":" + name);
            case "role" -> finding.path("role").asText().equals(name);
            default -> finding.path("fd").isNull() && finding.path("set").isNull();
        };
    }
}
