package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.findings.Ward;
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
    /** What a fault is found as, where it is not its own name. */
    private static final Map<String, String> FOUND_AS = Map.of("loop-stuck", "loop-blocked");

    private static final List<String> LOOPS_AND_STREAMS = List.of("write-interest-armed", "hangup-spin", "eof-spin", "input-ignored", "select-spin",
            "loop-blocked", "loop-stuck", "reported-not-read", "bytes-unreported", "wakeup-storm", "interest-churn", "selector-imbalance",
            "eagain-polling", "tiny-reads", "tiny-writes", "heap-buffers", "temporary-buffers", "close-wait", "accept-backlog", "idle-fds");
    private static final List<String> CROWDS = List.of("engine-scans", "limit-close");

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

    private static Launch ward(Jdk jdk, String state, List<String> ailments) {
        Launch launch = Launch.of(jdk, Ward.class).jvm("-Xcheck:jni").arguments(state).arguments(ailments.toArray(String[]::new));
        return ailments == CROWDS ? launch : launch.agent("copies=on");
    }

    private static void assertFound(Victim victim, List<String> thresholds) throws Exception {
        TreeSet<String> expected = new TreeSet<>();
        for (String line : victim.until("ready")) {
            String[] words = line.split(" ");
            expected.add(FOUND_AS.getOrDefault(words[1], words[1]) + " " + words[2]);
        }
        JsonNode json = diagnose(victim, thresholds, THRESHOLD_EXCEEDED);
        Map<String, JsonNode> found = new TreeMap<>();
        json.path("findings").forEach(finding -> found.put(finding.path("id").asText() + " " + key(finding, expected), finding));
        assertThat(found.keySet()).as("%s", json).isEqualTo(expected);
        victim.quit();
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
