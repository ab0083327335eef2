package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Tally;
import io.pollux.it.harness.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that has been serving for a while: selectors open, connections idle, threads (virtual ones too) parked in reads. */
class AdoptionIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatWasOpenBeforeTheAttachIsServedAndCounted(Jdk jdk) throws Exception {
        List<String> specs = new ArrayList<>(Specs.SELECTORS);
        specs.addAll(Specs.transports(jdk));
        Pollux pollux = Pollux.on(jdk);
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-Xcheck:jni"), specs)) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            Outcome attached = pollux.attach(victim).ok();
            assertThat(attached.text()).contains(victim.pidText());
            assertEveryConnectionHasARow(serving, pollux.fds(victim));
            // A call that was blocked at the attach ends in the stock native: counting is exact from the second on.
            serving.talk(2, 97);
            for (String engine : Repository.engines()) {
                pollux.engine(victim, engine).ok();
                assertCountsFromHereOnEqual(serving, pollux);
            }
            pollux.detach(victim).ok();
            serving.talk(11, 97);
            victim.quit();
        }
    }

    private static void assertEveryConnectionHasARow(Serving serving, Snapshot snapshot) {
        for (Tally tally : serving.tally()) {
            if (tally.key().startsWith("role:"))
                continue;
            JsonNode row = snapshot.row(tally.key());
            assertThat(row.path("local").asText()).as("local address in %s", row).isNotEmpty();
            assertThat(row.path("conn").asLong()).as("generation in %s", row).isPositive();
        }
    }

    private static void assertCountsFromHereOnEqual(Serving serving, Pollux pollux) throws Exception {
        Map<String, Tally> tallies = byKey(serving.tally());
        Snapshot before = pollux.fds(serving.victim());
        serving.talk(11, 97);
        Serving.settle(() -> {
            Map<String, Tally> now = byKey(serving.tally());
            Snapshot after = pollux.fds(serving.victim());
            now.forEach((key, tally) -> assertThat(counted(after, tally).since(counted(before, tally))).as(key).isEqualTo(tally.since(tallies.get(key))));
        });
    }

    private static Tally counted(Snapshot snapshot, Tally tally) {
        return new Tally(tally.key(), snapshot.columns(tally));
    }

    private static Map<String, Tally> byKey(List<Tally> tallies) {
        return tallies.stream().collect(Collectors.toMap(Tally::key, Function.identity()));
    }
}
