package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an agent measures of its machine, and that it leaves nothing of the measuring behind. */
class CalibrateIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void anAttachedAgentHasMeasuredAndHoldsNoDescriptorForIt(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-Xcheck:jni"), Specs.SELECTORS)) {
            Pollux pollux = Pollux.on(jdk);
            pollux.attach(serving.victim(), "port=off", "calibrate=off").ok();
            int without = sockets(pollux, serving);
            pollux.run("calibrate", serving.victim().pidText()).refused(6, "has not calibrated", "calibrate=on");
            pollux.attach(serving.victim(), "port=off", "calibrate=on").ok();
            JsonNode measured = new ObjectMapper().readTree(pollux.run("calibrate", serving.victim().pidText(), "-o", "json").ok().text());
            assertThat(measured.path("null_call_ns").asDouble()).isPositive();
            assertThat(measured.at("/read/points").size()).isGreaterThanOrEqualTo(8);
            assertThat(sockets(pollux, serving)).isEqualTo(without);
            pollux.detach(serving.victim()).ok();
            serving.victim().quit();
        }
    }

    /** Pollux's own descriptors among them. */
    private static int sockets(Pollux pollux, Serving serving) throws Exception {
        return new ObjectMapper().readTree(pollux.run("fds", serving.victim().pidText(), "--all", "-o", "json").ok().text()).path("fds").size();
    }
}
