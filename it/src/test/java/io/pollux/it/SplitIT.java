package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Tally;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.times.KnownTimes;
import java.util.List;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where I/O time goes, told of programs that know. */
class SplitIT {
    private static final List<String> TIMES = List.of("read_ns", "write_ns", "poll_ns", "heap_read_ns", "heap_write_ns");

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aReaderThatIsKeptWaitingSpendsItsTimeWaiting(Jdk jdk) throws Exception {
        try (Victim victim = started(jdk)) {
            victim.ask("wait channel 5 211");
            victim.ask("wait timeout 5 211");
            for (Tally tally : tallies(victim, 2)) {
                JsonNode row = Pollux.on(jdk).fds(victim).row(tally.key());
                long own = tally.columns().get("own_ns");
                assertThat(sum(row)).as("parts of %s", row).isEqualTo(times(row));
                assertThat(sum(row)).as("parts of %s against the program's own clock", row).isCloseTo(own, Percentage.withPercentage(2));
                assertThat((double) part(row, "waiting") / sum(row)).as("share of waiting in %s", row).isCloseTo(1, within(0.1));
                assertThat(part(row, "other")).as("unexplained in %s", row).isLessThan(part(row, "waiting"));
            }
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void callsThatMayNotBlockNeverWaitAndOnlyHeapBuffersAreCopiedTwice(Jdk jdk) throws Exception {
        try (Victim victim = started(jdk)) {
            victim.ask("move direct 211 4099");
            victim.ask("move heap 211 4099");
            List<Tally> tallies = tallies(victim, 2);
            JsonNode one = Pollux.on(jdk).fds(victim).row(tallies.get(0).key());
            JsonNode other = Pollux.on(jdk).fds(victim).row(tallies.get(1).key());
            boolean oneIsHeap = one.path("heap_reads").asLong() > 0;
            assertNeverWaits(oneIsHeap ? other : one);
            assertNeverWaits(oneIsHeap ? one : other);
            assertThat(part(oneIsHeap ? other : one, "heap_copy")).isZero();
            assertThat(part(oneIsHeap ? one : other, "heap_copy")).isPositive();
            victim.quit();
        }
    }

    private static void assertNeverWaits(JsonNode row) {
        assertThat(row.path("mode").asText()).isEqualTo("nonblocking");
        assertThat(row.path("read_bytes").asLong()).isEqualTo(211 * 4099);
        assertThat(sum(row)).as("parts of %s", row).isEqualTo(times(row));
        assertThat(part(row, "waiting")).as("waiting in %s", row).isZero();
        assertThat(part(row, "entering")).as("entering in %s", row).isPositive();
        assertThat(part(row, "copying")).as("copying in %s", row).isPositive();
    }

    private static long part(JsonNode row, String name) {
        return row.path("split").path(name + "_ns").asLong(-1);
    }

    private static long sum(JsonNode row) {
        return StreamSupport.stream(row.path("split").spliterator(), false).mapToLong(JsonNode::asLong).sum();
    }

    private static long times(JsonNode row) {
        return TIMES.stream().mapToLong(column -> row.path(column).asLong(-1)).sum();
    }

    /** The calls have returned, but each is booked on its way back to the program: nothing is left to wait for. */
    private static List<Tally> tallies(Victim victim, int count) {
        List<Tally> tallies = Tally.of(victim);
        assertThat(tallies).hasSize(count);
        return tallies;
    }

    /** The figures come beside the application's start. */
    private static Victim started(Jdk jdk) throws Exception {
        Victim victim = Launch.of(jdk, KnownTimes.class).agent("port=off").jvm("-Xcheck:jni").start();
        victim.until("ready");
        Serving.settle(() -> assertThat(Pollux.on(jdk).run("calibrate", victim.pidText()).status()).isZero());
        return victim;
    }
}
