package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An engine that has no descriptor left serves as many loops as it can; the others stay with the kernel's epoll, and it is said once for each. */
class FallbackIT {
    /** Fewer than there are loops; the attach itself needs some. */
    private static final int FREE = 4;
    private static final int ENOUGH = 1009;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void loopsThatAnEngineCantServeGoOnAndAreNamedUntilItCan(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off,tap=off").jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"), loops())) {
            Victim victim = serving.connect(3).victim();
            serving.talk(3, 97);
            pollux.engine(victim, "poll").ok();
            Serving.settle(() -> assertThat(loopsBy("epoll", jdk, victim)).isZero());
            victim.limitDescriptors(withFree(ProcFs.descriptors(victim.pid()).keySet(), FREE));
            pollux.engine(victim, "epoll-et");
            serving.talk(3, 97);
            Serving.settle(() -> assertThat(fallbacks(findings(jdk, victim))).isPositive().isEqualTo(loopsBy("epoll", jdk, victim)));
            assertThat(pollux.run("status", victim.pidText()).text()).contains("sets put back on the kernel's epoll: ");
            victim.limitDescriptors(ENOUGH);
            pollux.engine(victim, "poll");
            pollux.engine(victim, "epoll-et");
            serving.talk(3, 97);
            Serving.settle(() -> assertThat(loopsBy("epoll-et", jdk, victim)).isGreaterThanOrEqualTo(Specs.SELECTORS.size()));
            Serving.settle(() -> assertThat(fallbacks(findings(jdk, victim))).isZero());
            serving.assertCountsEqual();
            victim.quit();
        }
    }

    private static List<String> loops() {
        List<String> loops = new ArrayList<>(Specs.SELECTORS);
        loops.addAll(List.of("selector:toggle:direct:unix", "selector:fixed:heap:unix", "async:direct", "async:heap"));
        return loops;
    }

    /** The limit that leaves so many numbers free below it. */
    private static int withFree(Set<Integer> open, int free) {
        return IntStream.iterate(0, fd -> fd + 1).filter(fd -> !open.contains(fd)).skip(free).findFirst().orElseThrow();
    }

    private static long loopsBy(String engine, Jdk jdk, Victim victim) throws Exception {
        JsonNode sets = json(jdk, "status", victim.pidText(), "-o", "json").path("sets");
        return StreamSupport.stream(sets.spliterator(), false)
                .filter(set -> set.path("own").asInt() == 0 && set.path("tid").asLong() > 0 && set.path("engine").asText().equals(engine)).count();
    }

    private static JsonNode findings(Jdk jdk, Victim victim) throws Exception {
        return json(jdk, "diagnose", victim.pidText(), "--for", "1s", "-o", "json").path("findings");
    }

    /** Whatever the exit status: a fallback is a degraded state. */
    private static JsonNode json(Jdk jdk, String... command) throws Exception {
        return new ObjectMapper().readTree(Pollux.on(jdk).run(command).text());
    }

    /** Each names a loop. */
    private static long fallbacks(JsonNode findings) {
        return StreamSupport.stream(findings.spliterator(), false).filter(finding -> finding.path("id").asText().equals("engine-fallback"))
                .peek(finding -> assertThat(finding.path("set").asInt()).as("%s", finding).isPositive())
                .peek(finding -> assertThat(finding.path("evidence").path("open").asLong()).as("%s", finding).isPositive()).count();
    }
}
