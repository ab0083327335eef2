package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.findings.Ward;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each connection is classed by the I/O model that its server really uses. */
class ModelIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void connectionsAreClassedByHowTheyAreServed(Jdk jdk) throws Exception {
        Map<String, String> models = new LinkedHashMap<>(Map.of("selector:toggle:heap:inet", "multiplexed"));
        models.put("async:heap", "asynchronous");
        models.put("blocking:0", "blocking");
        models.put("blocking:900000", "blocking");
        models.put("channel:single", "blocking");
        if (jdk.hasVirtualThreads())
            models.put("virtual:0", "virtual-thread");
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), new ArrayList<>(models.keySet()))) {
            serving.connect(2).talk(11, 97);
            assertModels(serving, List.copyOf(models.values()));
            Pollux.on(jdk).engine(serving.victim(), "sigio").ok();
            serving.talk(11, 97);
            models.put("selector:toggle:heap:inet", "signal-driven");
            assertModels(serving, List.copyOf(models.values()));
            assertThat(Pollux.on(jdk).run("status", serving.victim().pidText()).ok().text())
                    .containsPattern("selector +sigio +echo-loop +2 accepted, 1 listener").contains("asynchronous port");
            serving.victim().quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void nonBlockingReadsInALoopAreClassedAsPolled(Jdk jdk) throws Exception {
        try (Victim victim = Launch.of(jdk, Ward.class).agent("port=off").arguments("sick", "eagain-polling").start()) {
            String key = victim.until("ready").get(0).split(" ")[2];
            Serving.settle(() -> assertThat(Pollux.on(jdk).fds(victim).row(key).path("model").asText()).isEqualTo("polled"));
            victim.quit();
        }
    }

    private static void assertModels(Serving serving, List<String> models) throws Exception {
        Snapshot snapshot = Pollux.on(serving.victim().jdk()).fds(serving.victim());
        for (int i = 0; i < models.size(); i++) {
            String port = ":" + serving.ports().get(i);
            assertThat(snapshot.rows()).filteredOn(row -> row.path("role").asText().equals("accepted") && row.path("local").asText().endsWith(port))
                    .extracting(row -> row.path("model").asText()).as("server %d", i).containsOnly(models.get(i)).hasSize(2);
        }
    }
}
