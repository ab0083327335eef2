package io.pollux.it.harness;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What parameterized tests run over. */
public final class Grid {
    /** Every JDK. */
    public static final String JDKS = "io.pollux.it.harness.Grid#jdks";
    /** Every engine on every JDK. */
    public static final String JDKS_AND_ENGINES = "io.pollux.it.harness.Grid#jdksAndEngines";

    private Grid() {
    }

    public static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    public static Stream<Arguments> jdksAndEngines() {
        return jdks().flatMap(jdk -> Repository.engines().stream().map(engine -> Arguments.of(jdk, engine)));
    }
}
