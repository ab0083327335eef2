package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.buffers.HeapThreads;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Temporary direct buffers of threads: what each holds is what its program asked for. */
class BuffersIT {
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void eachThreadHoldsWhatItsHeapBuffersNeededUntilItEnds(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, HeapThreads.class).jvm("-Xcheck:jni"))) {
            victim.ask("write one 4099");
            victim.ask("write one 211");
            victim.ask("write three 1009 2003 3001");
            Pollux.on(jdk).attach(victim, "port=off").ok();
            JsonNode held = held(victim);
            assertHolds(held, "one", 1, 4099, 4099);
            assertHolds(held, "three", 3, 1009 + 2003 + 3001, 3001);
            victim.ask("write three 7001");
            assertThat(cache(held(victim), "three").path("largest_bytes").asLong()).isEqualTo(7001);
            victim.ask("end three");
            assertThat(cache(held(victim), "three").isMissingNode()).isTrue();
            Pollux.on(jdk).detach(victim).ok();
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatIsAboveTheLimitIsNotHeldButKnown(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, HeapThreads.class).jvm("-Djdk.nio.maxCachedBufferSize=9001").agent("port=off"))) {
            victim.ask("write one 211");
            victim.ask("write one 30011");
            JsonNode held = held(victim);
            assertHolds(held, "one", 1, 211, 211);
            assertThat(held.path("limit_bytes").asLong()).isEqualTo(9001);
            assertThat(held.path("largest_bytes").asLong()).isEqualTo(30011);
            assertThat(Pollux.on(jdk).run("buffers", victim.pidText()).ok().text()).contains("-Djdk.nio.maxCachedBufferSize=30011 would hold it");
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void moreThreadsThanTheLedgerHasRoomForAreCountedAndTheirListIsCut(Jdk jdk) throws Exception {
        try (Victim victim = started(Launch.of(jdk, HeapThreads.class).agent("port=off"))) {
            victim.ask("many 101 211");
            JsonNode held = held(victim);
            assertThat(held.path("threads").asInt()).isGreaterThanOrEqualTo(101);
            assertThat(held.path("bytes").asLong()).isGreaterThanOrEqualTo(101 * 211);
            assertThat(held.path("holding").size()).isBetween(10, 100);
            assertThat(Pollux.on(jdk).status(victim).at("/facts/temporary_buffers/threads")).isEqualTo(held.path("threads"));
            victim.quit();
        }
    }

    private static void assertHolds(JsonNode held, String thread, long buffers, long bytes, long largest) {
        JsonNode cache = cache(held, thread);
        assertThat(cache.path("buffers").asLong()).as("buffers of %s in %s", thread, held).isEqualTo(buffers);
        assertThat(cache.path("bytes").asLong()).as("bytes of %s in %s", thread, held).isEqualTo(bytes);
        assertThat(cache.path("largest_bytes").asLong()).as("largest of %s in %s", thread, held).isEqualTo(largest);
    }

    private static JsonNode cache(JsonNode held, String thread) {
        for (JsonNode cache : held.path("holding"))
            if (cache.path("thread").asText().equals(thread))
                return cache;
        return held.path("holding").path("none");
    }

    private static JsonNode held(Victim victim) throws Exception {
        return new ObjectMapper().readTree(Pollux.on(victim.jdk()).run("buffers", victim.pidText(), "-o", "json").ok().text());
    }

    private static Victim started(Launch launch) throws IOException {
        Victim victim = launch.start();
        victim.until("ready");
        return victim;
    }
}
