package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.LateLoop;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Latency in its parts: from the kernel's readiness to the report, from the report to the read, in the call. */
class LatencyIT {
    private static final long MS = 1_000_000;
    /** Rounds, ms blocked and ms until the read in each: prime. */
    private static final int ROUNDS = 5;
    private static final long BLOCKED = 211;
    private static final long READING = 101;
    /** Its thread sees readiness when it gets a CPU: on a busy machine a report delay is shorter by what the thread has waited for one. */
    private static final String TAP = "pollux-tap";

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void aLoopThatIsBlockedShowsItAndThePartsAddUpToTheWhole(Jdk jdk, String engine) throws Exception {
        try (Victim victim = Launch.of(jdk, LateLoop.class).agent("engine=" + engine).jvm("-Xcheck:jni").start()) {
            String key = victim.await("key");
            victim.await("ready");
            long tapWaited = ProcFs.waitedForCpuNs(victim.pid(), TAP);
            long[] whole = late(victim);
            tapWaited = ProcFs.waitedForCpuNs(victim.pid(), TAP) - tapWaited;
            JsonNode row = Pollux.on(jdk).fds(victim).row(key);
            assertThat(row.path("report_delays").asLong()).isEqualTo(ROUNDS);
            assertThat(row.path("report_delay_ns").asLong()).isGreaterThan(ROUNDS * 53 * MS);
            assertThat(row.path("report_delay_max_ns").asLong()).isGreaterThan(53 * MS);
            long parts = row.path("report_delay_ns").asLong() + row.path("ready_to_read_ns").asLong() + row.path("read_ns").asLong();
            assertThat(parts).isBetween(whole[0] / 100 * 98 - tapWaited, whole[1] / 100 * 102);
            assertHistograms(Pollux.on(jdk).status(victim));
            victim.quit();
        }
    }

    /** ns at least and at most, as the victim measured it. */
    private static long[] late(Victim victim) {
        String[] words = victim.ask("late " + ROUNDS + " " + BLOCKED + " " + READING).get(0).split(" ");
        return new long[] {Long.parseLong(words[1]), Long.parseLong(words[2])};
    }

    private static void assertHistograms(JsonNode status) {
        for (String kind : new String[] {"report_delay_role", "report_delay_set", "ready_to_read_role", "ready_to_read_set"}) {
            JsonNode histogram = histogram(status, kind);
            assertThat(histogram.path("count").asLong()).as(kind).isEqualTo(ROUNDS);
            assertThat(histogram.path("p50_ns").asLong()).as(kind).isGreaterThan(53 * MS);
        }
        assertThat(histogram(status, "read_call_role").path("count").asLong()).isEqualTo(ROUNDS);
    }

    private static JsonNode histogram(JsonNode status, String kind) {
        for (JsonNode histogram : status.path("histograms"))
            if (histogram.path("kind").asText().equals(kind) && (kind.endsWith("set") || histogram.path("of").asText().equals("accepted")))
                return histogram;
        throw new AssertionError("no " + kind + " in " + status.path("histograms"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void theTapComesAndGoesWithItsOption(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Victim victim = Launch.of(jdk, LateLoop.class).jvm("-Xcheck:jni").start()) {
            String key = victim.await("key");
            victim.await("ready");
            pollux.attach(victim, "tap=off", "port=off").ok();
            assertThat(taps(victim)).isZero();
            victim.ask("late 3 1 1");
            assertThat(pollux.fds(victim).row(key).path("report_delays").asLong()).isZero();
            pollux.attach(victim, "tap=1", "port=off").ok();
            assertThat(taps(victim)).isEqualTo(1);
            victim.ask("late 3 53 1");
            assertThat(pollux.fds(victim).row(key).path("report_delays").asLong()).isEqualTo(3);
            pollux.detach(victim).ok();
            assertThat(taps(victim)).isZero();
            victim.ask("late 3 1 1");
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void withNoDescriptorLeftTheTapStandsDownAndTheRestGoesOn(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Victim victim = Launch.of(jdk, LateLoop.class).jvm("-Xcheck:jni").start()) {
            String key = victim.await("key");
            victim.await("ready");
            pollux.attach(victim, "tap=off", "port=off").ok();
            victim.limitDescriptors(Collections.max(ProcFs.descriptors(victim.pid()).keySet()) + 1);
            assertThat(pollux.attach(victim, "tap=1", "port=off").status()).isEqualTo(6);
            assertThat(pollux.run("status", victim.pidText()).text()).contains("tap        stood down", "EMFILE");
            assertThat(taps(victim)).isZero();
            victim.ask("late 3 1 1");
            assertThat(pollux.fds(victim).row(key).path("reads").asLong()).isEqualTo(3);
            victim.limitDescriptors(1009);
            pollux.attach(victim, "tap=0.5", "port=off").ok();
            pollux.detach(victim).ok();
            victim.quit();
        }
    }

    private static long taps(Victim victim) throws IOException {
        return ProcFs.threads(victim.pid()).stream().filter(TAP::equals).count();
    }
}
