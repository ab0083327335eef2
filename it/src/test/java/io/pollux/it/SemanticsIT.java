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
    /** A platform thread each for reads and writes, in place of virtual ones that wait on a set of sets (JDK 24 and later). */
    private static final String SYSTEM_POLLERS = "-Djdk.pollerMode=1";
    /** The JDK's other selector: its own poll(2) loop, which Pollux leaves alone. */
    private static final String POLL_SELECTORS = "-Djava.nio.channels.spi.SelectorProvider=sun.nio.ch.PollSelectorProvider";

    /** Lines without the agent, by JDK and options. */
    private static final Map<List<Object>, List<String>> STOCK = new ConcurrentHashMap<>();

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void everyCaseEndsAsWithoutAgent(Jdk jdk, String engine) throws Exception {
        assertSame(cases(launch(jdk).agent("port=off,engine=" + engine)), stock(jdk));
    }

    /** JDK 17 alone has no virtual threads, and nothing to run here. */
    @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
    @MethodSource(Grid.JDKS_WITH_VIRTUAL_THREADS_AND_ENGINES)
    void everyCaseEndsAsWithoutAgentWithSystemPollers(Jdk jdk, String engine) throws Exception {
        assertSame(cases(launch(jdk, SYSTEM_POLLERS).agent("port=off,engine=" + engine)), stock(jdk, SYSTEM_POLLERS));
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource(Grid.JDKS_THAT_NEST_SETS)
    void everyCaseEndsAsWithoutAgentWithNestedSetsLeftToTheKernel(Jdk jdk) throws Exception {
        assertSame(cases(launch(jdk).agent("port=off,engine=epoll-lazy,lazy=removal+rearm+wakeup+sendfile")), stock(jdk));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyCaseEndsAsWithoutAgentWithPollSelectors(Jdk jdk) throws Exception {
        assertSame(cases(launch(jdk, POLL_SELECTORS).agent("port=off")), stock(jdk, POLL_SELECTORS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyCaseEndsAsWithoutAgentWhileEnginesSwitch(Jdk jdk) throws Exception {
        try (Victim victim = launch(jdk).agent("port=off").jvm("-XX:+EnableDynamicAgentLoading", "-Dselects=211").start(); Switcher switcher = Switcher.of(victim)) {
            List<String> cases = victim.until("done");
            assertThat(switcher.stop()).isGreaterThan(7);
            victim.quit();
            assertSame(cases, stock(jdk));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void casesHaveOneOutcomeWithoutAgent(Jdk jdk) throws Exception {
        assertThat(cases(launch(jdk))).hasSizeGreaterThan(101).isEqualTo(stock(jdk));
    }

    /** Differences first: the two lists are too long to be read side by side. */
    private static void assertSame(List<String> seen, List<String> stock) {
        assertThat(seen).filteredOn(line -> !stock.contains(line)).as("other than without agent").isEmpty();
        assertThat(seen).containsExactlyElementsOf(stock);
    }

    private static Launch launch(Jdk jdk, String... options) {
        Launch launch = Launch.of(jdk, Semantics.class).jvm("-Xcheck:jni").jvm(options);
        // Such a selector keeps a virtual thread's carrier, which the cases take for one that never blocks.
        return List.of(options).contains(POLL_SELECTORS) ? launch.arguments("virtual-select") : launch;
    }

    private static List<String> stock(Jdk jdk, String... options) {
        return STOCK.computeIfAbsent(List.of(jdk, List.of(options)), key -> {
            try {
                return cases(launch(jdk, options));
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<String> cases(Launch launch) throws IOException, InterruptedException {
        try (Victim victim = launch.start()) {
            List<String> cases = victim.until("done");
            victim.quit();
            return cases;
        }
    }
}
