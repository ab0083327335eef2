package io.pollux.it.harness;

import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** What parameterized tests run over. */
public final class Grid {
    /** Every JDK. */
    public static final String JDKS = "io.pollux.it.harness.Grid#jdks";
    /** Every engine on every JDK. */
    public static final String JDKS_AND_ENGINES = "io.pollux.it.harness.Grid#jdksAndEngines";
    /** Every engine on the JDKs that have virtual threads. */
    public static final String JDKS_WITH_VIRTUAL_THREADS_AND_ENGINES = "io.pollux.it.harness.Grid#jdksWithVirtualThreadsAndEngines";

    /** The JDKs whose virtual threads wait on sets inside a set. */
    public static final String JDKS_THAT_NEST_SETS = "io.pollux.it.harness.Grid#jdksThatNestSets";

    private Grid() {
    }

    public static Stream<Jdk> jdks() {
        return Jdk.all().stream();
    }

    public static Stream<Arguments> jdksAndEngines() {
        return engines(jdks());
    }

    public static Stream<Arguments> jdksWithVirtualThreadsAndEngines() {
        return engines(jdks().filter(Jdk::hasVirtualThreads));
    }

    public static Stream<Jdk> jdksThatNestSets() {
        return jdks().filter(jdk -> jdk.major() >= 24);
    }

    private static Stream<Arguments> engines(Stream<Jdk> jdks) {
        return jdks.flatMap(jdk -> Repository.engines().stream().map(engine -> Arguments.of(jdk, engine)));
    }
}
