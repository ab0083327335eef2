package io.pollux.it;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The victims themselves, with no agent near them: what fails here is not Pollux's doing. */
class StockIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyServerEchoesWithoutAgent(Jdk jdk) throws Exception {
        List<String> specs = new ArrayList<>(Specs.SELECTORS);
        specs.addAll(Specs.transports(jdk));
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-Xcheck:jni"), specs)) {
            serving.connect(2).talk(11, 97);
            serving.flood();
            serving.victim().quit();
        }
    }
}
