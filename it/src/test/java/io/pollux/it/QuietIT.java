package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.Exit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The application ends as it would have, and nobody but it speaks on its streams. */
class QuietIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void exitStatusIsTheApplications(Jdk jdk) throws Exception {
        assertThat(statusOf(jdk, "exit", "0")).isZero();
        assertThat(statusOf(jdk, "exit", "17")).isEqualTo(17);
        assertThat(statusOf(jdk, "halt", "19")).isEqualTo(19);
    }

    /** With HTTP on: none of Pollux's threads may keep the JVM alive. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void jvmEndsWhenMainReturns(Jdk jdk) throws Exception {
        assertThat(statusOf(jdk, "return")).isZero();
    }

    private static int statusOf(Jdk jdk, String... how) throws Exception {
        try (Victim victim = Launch.of(jdk, Exit.class).agent("port=0").jvm("-Xcheck:jni").arguments(how).start()) {
            int status = victim.status();
            victim.assertUnharmed();
            return status;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void onlyTheApplicationsOwnStackTraceIsOnStderr(Jdk jdk) throws Exception {
        try (Victim victim = Launch.of(jdk, Exit.class).agent("port=0").arguments("throw").start()) {
            assertThat(victim.status()).isEqualTo(1);
            assertThat(victim.stderr()).hasSize(2);
            assertThat(victim.stderr().get(0)).isEqualTo("Exception in thread \"main\" java.lang.IllegalStateException: the victim's own");
        }
    }
}
