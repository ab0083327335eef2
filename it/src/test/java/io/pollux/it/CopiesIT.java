package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.AgentJar;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.copies.ClassWitness;
import io.pollux.it.victims.copies.CopyPaths;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Copies between heap and direct buffers, counted by Pollux as the program that causes them counts them. */
class CopiesIT {
    private static final String[] COLUMNS = {"heap_reads", "heap_read_bytes", "heap_writes", "heap_write_bytes"};

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyWayThroughTheJdkCopiesHeapBuffersAsOftenAsWeCount(Jdk jdk) throws Exception {
        try (Victim victim = started(launch(jdk).agent("port=off"))) {
            victim.ask("move heap 3 30011");
            victim.ask("move heap 13 97");
            victim.ask("move heap 2 300007 socket");
            Serving.assertCountsEqual(victim);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void directBuffersAreNotCopied(Jdk jdk) throws Exception {
        try (Victim victim = started(launch(jdk).agent("port=off"))) {
            for (String way : List.of("channel", "pipe", "datagram", "async"))
                victim.ask("move direct 7 4099 " + way);
            Serving.assertCountsEqual(victim);
            assertNothingCopied(victim);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void switchedOffCountsNothingAndLeavesEveryClassAsItIs(Jdk jdk) throws Exception {
        try (Victim victim = started(launch(jdk))) {
            List<String> before = classes(victim);
            Pollux.on(jdk).attach(victim, "copies=off", "port=off").ok();
            assertThat(classes(victim)).isEqualTo(before);
            victim.ask("move heap 3 30011");
            assertNothingCopied(victim);
            victim.quit();
        }
    }

    /** Before JDK 25 a retransformation by a late agent costs the JVM all its compiled code. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aRunningJvmKeepsItsCompiledCodeUnlessAskedFor(Jdk jdk) throws Exception {
        try (Victim victim = started(launch(jdk))) {
            List<String> before = classes(victim);
            Pollux.on(jdk).attach(victim, "port=off").ok();
            assertThat(classes(victim).equals(before)).isEqualTo(jdk.major() < 25);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void detachPutsEveryClassBackByteForByte(Jdk jdk) throws Exception {
        try (Victim victim = started(launch(jdk))) {
            Pollux pollux = Pollux.on(jdk);
            List<String> before = classes(victim);
            pollux.attach(victim, "copies=on", "port=off").ok();
            assertThat(classes(victim)).hasSameSizeAs(before).doesNotContain(before.get(0));
            countsFromTheAttachOn(victim);
            pollux.detach(victim).ok();
            assertThat(classes(victim)).isEqualTo(before);
            victim.ask("move heap 3 30011");
            pollux.attach(victim, "copies=on", "port=off").ok();
            countsFromTheAttachOn(victim);
            victim.quit();
        }
    }

    /** The JDK's classes with copies, each with the digest of what is in force. */
    private static List<String> classes(Victim victim) throws Exception {
        DirectAttach.load(victim, AgentJar.of(ClassWitness.class), "");
        return victim.ask("classes");
    }

    private static void countsFromTheAttachOn(Victim victim) {
        victim.ask("forget");
        victim.ask("move heap 7 4099");
        Serving.assertCountsEqual(victim);
    }

    private static void assertNothingCopied(Victim victim) throws Exception {
        assertThat(sums(Pollux.on(victim.jdk()).fds(victim))).allSatisfy((column, sum) -> assertThat(sum).as(column).isZero());
    }

    private static Map<String, Long> sums(Snapshot snapshot) {
        Map<String, Long> sums = new TreeMap<>();
        for (String column : COLUMNS)
            sums.put(column, snapshot.rows().stream().mapToLong(row -> row.path(column).asLong(-1)).sum());
        return sums;
    }

    /** CopyPaths asks the JDK for its descriptors' numbers. Woven code is verified, which the JVM does not do to its own otherwise. */
    private static Launch launch(Jdk jdk) {
        return Launch.of(jdk, CopyPaths.class).jvm("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED", "--add-opens=java.base/java.net=ALL-UNNAMED", "--add-opens=java.base/java.io=ALL-UNNAMED");
    }

    private static Victim started(Launch launch) throws IOException {
        Victim victim = launch.start();
        victim.until("ready");
        return victim;
    }
}
