package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Virtual threads whose pollers' sets engine epoll-lazy serves inside the master poller's: they miss nothing, and it can be left. */
class NestedIT {
    private static final String INSIDE = "engine=epoll-lazy";
    private static final int SWITCHES = 37;

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource(Grid.JDKS_THAT_NEST_SETS)
    void virtualThreadsMissNothingWhileTheirSetsAreServedInsideAndSwitched(Jdk jdk) throws Exception {
        List<String> engines = Repository.engines();
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off," + INSIDE).jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"),
                List.of("virtual:0", "virtual:900000"))) {
            Victim victim = serving.connect(3).victim();
            serving.talk(101, 97);
            serving.assertCountsEqual();
            assertServedInside(jdk, victim);
            try (Load load = Load.on(serving.ports(), 5)) {
                for (int i = 1; i <= SWITCHES; i++) {
                    DirectAttach.load(victim, i % 2 == 0 ? INSIDE : "engine=" + engines.get(i / 2 % engines.size()));
                    load.await(7);
                }
                DirectAttach.load(victim, INSIDE);
                load.await(101);
                JsonNode proof = Pollux.on(jdk).proof(victim);
                assertThat(proof.path("complete").asBoolean()).as("%s", proof).isTrue();
                load.await(101);
                load.stop();
            }
            serving.talk(11, 97);
            victim.quit();
        }
    }

    /** Two servers a JDK, each idle connection of which parks with its sub-poller's set. */
    private static void assertServedInside(Jdk jdk, Victim victim) throws Exception {
        List<JsonNode> nested = new ArrayList<>();
        for (JsonNode set : Pollux.on(jdk).status(victim).path("sets"))
            if (set.path("nested").asInt() == 1)
                nested.add(set);
        assertThat(nested).isNotEmpty().extracting(set -> set.path("engine").asText()).containsOnly("epoll-lazy");
        assertThat(Pollux.on(jdk).run("status", victim.pidText()).ok().text()).contains("virtual threads").doesNotContain("asynchronous port");
        assertThat(nested.stream().mapToLong(set -> set.path("saved_calls").asLong()).sum()).as("%s", nested).isPositive();
    }
}
