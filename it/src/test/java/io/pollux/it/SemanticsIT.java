package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Switcher;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.semantics.Semantics;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Selectors, sockets, datagrams and pipes keep their semantics: the victim's lines are the same with no agent and under every engine. */
class SemanticsIT {
    private static final Map<Jdk, List<String>> STOCK = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void everyCaseEndsAsWithoutAgent(Jdk jdk, String engine) throws Exception {
        List<String> stock = STOCK.computeIfAbsent(jdk, SemanticsIT::stock);
        assertThat(cases(launch(jdk).agent("port=off,engine=" + engine))).containsExactlyElementsOf(stock);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyCaseEndsAsWithoutAgentWhileEnginesSwitch(Jdk jdk) throws Exception {
        List<String> stock = STOCK.computeIfAbsent(jdk, SemanticsIT::stock);
        try (Victim victim = launch(jdk).agent("port=off").jvm("-XX:+EnableDynamicAgentLoading").start(); Switcher switcher = Switcher.of(victim)) {
            List<String> cases = victim.until("done");
            assertThat(victim.status()).isZero();
            victim.assertUnharmed();
            assertThat(cases).containsExactlyElementsOf(stock);
            assertThat(switcher.switches()).isGreaterThan(7);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void casesHaveOneOutcomeWithoutAgent(Jdk jdk) {
        assertThat(STOCK.computeIfAbsent(jdk, SemanticsIT::stock)).hasSizeGreaterThan(90).isEqualTo(stock(jdk));
    }

    private static Launch launch(Jdk jdk) {
        return Launch.of(jdk, Semantics.class).jvm("-Xcheck:jni");
    }

    private static List<String> stock(Jdk jdk) {
        try {
            return cases(launch(jdk));
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> cases(Launch launch) throws IOException, InterruptedException {
        try (Victim victim = launch.start()) {
            List<String> cases = victim.until("done");
            assertThat(victim.status()).isZero();
            victim.assertUnharmed();
            return cases;
        }
    }
}
