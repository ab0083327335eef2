package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Tally;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A JVM that answers nobody: the ledger is read without it. */
class StoppedIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void fdsAndTopReadAStoppedJvm(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), Specs.SELECTORS)) {
            serving.connect(1).talk(101, 97);
            serving.assertCountsEqual();
            List<Tally> tallies = serving.tally();
            serving.victim().signal("STOP");
            Serving.settle(() -> assertThat(ProcFs.state(serving.victim().pid())).isEqualTo('T'));
            Snapshot snapshot = pollux.fds(serving.victim());
            for (Tally tally : tallies)
                assertThat(snapshot.columns(tally)).isEqualTo(tally.columns());
            Outcome top = pollux.run("top", serving.victim().pidText(), "-n", "1", "--limit", "101").ok();
            assertThat(top.text()).contains(port(tallies.get(0)));
            assertThat(pollux.run("fds", serving.victim().pidText()).ok().text()).contains(port(tallies.get(0)));
            serving.victim().signal("CONT");
            serving.talk(11, 97);
            serving.assertCountsEqual();
            serving.victim().quit();
        }
    }

    private static String port(Tally tally) {
        return tally.key().substring(tally.key().indexOf(':'));
    }
}
