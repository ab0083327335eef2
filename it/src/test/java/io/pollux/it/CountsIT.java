package io.pollux.it;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Programs that count their own calls and bytes find exactly those in Pollux's ledger. */
class CountsIT {
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void selectorServersCountReadsWritesAndReadinessAsWeDo(Jdk jdk, String engine) throws Exception {
        try (Serving serving = serving(jdk, engine, Specs.SELECTORS)) {
            serving.connect(3);
            serving.talk(101, 97);
            serving.talk(7, 10_007);
            serving.flood();
            serving.assertCountsEqual();
            serving.victim().quit();
        }
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void everyTransportCountsBytesAsWeDo(Jdk jdk, String engine) throws Exception {
        try (Serving serving = serving(jdk, engine, Specs.transports(jdk))) {
            serving.connect(2);
            serving.talk(53, 97);
            serving.talk(7, 10_007);
            serving.assertCountsEqual();
            serving.victim().quit();
        }
    }

    private static Serving serving(Jdk jdk, String engine, List<String> specs) throws Exception {
        return Serving.start(Serving.launch(jdk).agent("port=off,engine=" + engine).jvm("-Xcheck:jni"), specs);
    }
}
