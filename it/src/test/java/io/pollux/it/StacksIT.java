package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.stacks.Openers;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stack that opened a descriptor (stacks=on): known for every kind, named by the findings, and gone without a trace. */
class StacksIT {
    private static final int THRESHOLD_EXCEEDED = 8;
    private static final int LEAKED = 103;
    private static final int DEEPEST = 16;
    /** The first asynchronous channel opens the port that all share, which wakes its threads by a pipe. */
    private static final int PIPE_OF_THE_PORT = 2;
    private static final String[] DIAGNOSE = {"--for", "200ms", "--fail", "--threshold", "idle-minutes=0.001"};

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aLeakIsNamedByTheMethodThatOpensWhatNobodyCloses(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, Openers.class).jvm("-Xcheck:jni").agent("stacks=on,copies=off"))) {
            victim.ask("open channel " + LEAKED);
            Serving.settle(() -> assertThat(idle(diagnose(victim, "-o", "json"))).isEqualTo(
                    Map.of("outbound", LEAKED + " connectChannel", "accepted", LEAKED + " acceptChannel")));
            assertThat(diagnose(victim).out()).anyMatch(line -> line.matches(" +" + LEAKED + " of " + LEAKED + " opened by"))
                    .anyMatch(line -> line.matches(" +java\\.nio\\.channels\\.SocketChannel\\.open\\(SocketChannel\\.java:\\d+\\)"))
                    .anyMatch(line -> line.matches(" +io\\.pollux\\.it\\.victims\\.stacks\\.Openers\\.connectChannel\\(Openers\\.java:\\d+\\)"));
            victim.ask("close");
            assertThat(diagnose(victim).status()).as("its healthy twin, which closes what it opens").isZero();
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyKindOfDescriptorHasTheStackThatOpenedItOnAnyThread(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, Openers.class).jvm("-Xcheck:jni").agent("stacks=on,copies=off"))) {
            victim.ask("open channel 7");
            victim.ask((jdk.hasVirtualThreads() ? "virtual" : "open") + " socket 11");
            victim.ask("open unix 13");
            victim.ask("open pipe 17");
            victim.ask("deep datagram 19");
            victim.ask("open async 23");
            JsonNode stacks = stacks(victim);
            assertThat(openers(stacks)).containsAllEntriesOf(Map.of("connectChannel", 7, "acceptChannel", 7, "connectSocket", 11, "acceptSocket", 11,
                    "openUnix", 13, "openPipe", 34, "openDatagram", 19, "openAsync", 23 + PIPE_OF_THE_PORT));
            stacks.path("opened_by").forEach(by -> assertThat(by.path("frames").size()).isLessThanOrEqualTo(DEEPEST));
            victim.ask("close");
            assertThat(openers(stacks(victim))).doesNotContainKeys("connectChannel", "acceptSocket", "openUnix", "openPipe", "openDatagram");
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void isSwitchedOnAndOffLiveAndForgetsWithTheDetach(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, Openers.class).jvm("-Xcheck:jni"))) {
            Pollux pollux = Pollux.on(jdk);
            pollux.attach(victim).ok();
            victim.ask("open unix 3");
            assertThat(stacks(victim).path("stacks").asText()).isEqualTo("off");
            pollux.attach(victim, "stacks=on").ok();
            victim.ask("open unix 5");
            assertThat(openers(stacks(victim))).containsEntry("openUnix", 5);
            pollux.attach(victim, "stacks=off").ok();
            victim.ask("open unix 7");
            assertThat(stacks(victim).path("opened_by")).isEmpty();
            pollux.attach(victim, "stacks=on").ok();
            pollux.detach(victim).ok();
            victim.ask("open channel 11");
            pollux.attach(victim, "stacks=on").ok();
            victim.ask("open channel 13");
            assertThat(openers(stacks(victim))).containsEntry("connectChannel", 13).containsEntry("acceptChannel", 13).doesNotContainKey("openUnix");
            pollux.detach(victim).ok();
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void anAgentWithoutHttpIsSaidToKeepThemForItself(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, Openers.class).agent("stacks=on,port=off,copies=off"))) {
            victim.ask("open channel " + LEAKED);
            Serving.settle(() -> assertThat(diagnose(victim).text()).contains("idle-fds", "stacks: not known: the agent keeps them, but has no HTTP"));
            victim.quit();
        }
    }

    private static Outcome diagnose(Victim victim, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of("diagnose", victim.pidText()));
        command.addAll(List.of(DIAGNOSE));
        command.addAll(List.of(more));
        return Pollux.on(victim.jdk()).run(command.toArray(String[]::new));
    }

    /** Of each finding its role, and how many of its descriptors which method of the victim opened. */
    private static Map<String, String> idle(Outcome outcome) throws IOException {
        assertThat(outcome.status()).as("%s", outcome).isEqualTo(THRESHOLD_EXCEEDED);
        Map<String, String> found = new TreeMap<>();
        for (JsonNode finding : new ObjectMapper().readTree(outcome.text()).path("findings"))
            if (finding.path("id").asText().equals("idle-fds"))
                for (JsonNode by : finding.path("opened_by"))
                    found.merge(finding.path("role").asText(), by.path("descriptors").asText() + " " + method(by), (a, b) -> a + ", " + b);
        return found;
    }

    /** How many open descriptors each method of the victim has opened. */
    private static Map<String, Integer> openers(JsonNode stacks) {
        Map<String, Integer> openers = new TreeMap<>();
        for (JsonNode by : stacks.path("opened_by"))
            openers.merge(method(by), by.path("descriptors").size(), Integer::sum);
        return openers;
    }

    /** The innermost method of the victim. */
    private static String method(JsonNode openedBy) {
        for (JsonNode frame : openedBy.path("frames"))
            if (frame.asText().startsWith(Openers.class.getName() + "."))
                return frame.asText().substring(Openers.class.getName().length() + 1, frame.asText().indexOf('('));
        return openedBy.path("frames").toString();
    }

    private static JsonNode stacks(Victim victim) throws Exception {
        try (InputStream in = new URL(Pollux.on(victim.jdk()).url(victim) + "api/stacks").openStream()) {
            return new ObjectMapper().readTree(in);
        }
    }

    private static Victim started(Launch launch) throws IOException {
        Victim victim = launch.start();
        victim.until("ready");
        return victim;
    }
}
