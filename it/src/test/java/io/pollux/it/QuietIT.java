package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Strace;
import io.pollux.it.harness.SystemCall;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.Exit;
import io.pollux.it.victims.LastWords;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** The metrics of an application that takes its time to end are there until it has. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void httpAnswersWhileTheApplicationsShutdownHooksRun(Jdk jdk) throws Exception {
        try (Victim victim = Launch.of(jdk, LastWords.class).agent("port=0").jvm("-Xcheck:jni").start()) {
            assertLastWords(victim);
        }
    }

    /** HotSpot waits 0.3 s for threads in native code when it ends: nobody should for ours. The one in accept is woken by a dup, that in read by a byte. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void threadsOfOursLeaveNativeCodeWhenTheJvmEnds(Jdk jdk) throws Exception {
        try (Strace strace = Strace.fromStart("write,dup2,dup3");
                Victim victim = Launch.of(jdk, LastWords.class).agent("port=0").under(strace.program()).start()) {
            assertLastWords(victim);
            List<SystemCall> calls = strace.calls();
            List<SystemCall> after = calls.subList(lastWords(calls) + 1, calls.size());
            assertThat(after).filteredOn(call -> call.name().startsWith("dup")).hasSize(1);
            assertThat(after).filteredOn(call -> call.name().equals("write")).hasSize(1);
        }
    }

    private static void assertLastWords(Victim victim) throws Exception {
        victim.await("ready");
        Pollux pollux = Pollux.on(victim.jdk());
        String url = pollux.url(victim);
        await().atMost(60, TimeUnit.SECONDS).until(() -> pollux.status(victim).path("facts").has("control"));
        assertThat(victim.ask("last " + url + "-/healthy")).containsExactly("true");
        victim.quit();
        assertThat(victim.await("hook:")).isEqualTo("true");
    }

    private static int lastWords(List<SystemCall> calls) {
        int last = calls.size() - 1;
        while (calls.get(last).fd() != 1) {
            last--;
        }
        return last;
    }
}
