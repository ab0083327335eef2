package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Neighbours;
import io.pollux.it.harness.Peer;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Pollux in one JVM with the OpenTelemetry agent, the JMX exporter, async-profiler and a recording of sockets; with an application that has
 * Pollux's libraries in other versions; and with an OSGi container. Everybody's numbers are right, and nobody notices that Pollux leaves.
 */
class CohabitIT {
    private static final String LIBRARIES = "libraries:libraries:OwnLibraries";
    private static final String OSGI = "osgi:osgi:FelixContainer";

    /** Whose -javaagent comes first. */
    enum Order {
        POLLUX_FIRST, POLLUX_LAST
    }

    @TempDir
    private Path dir;

    static Stream<Arguments> jdksAndOrders() {
        return Grid.jdks().flatMap(jdk -> Stream.of(Order.values()).map(order -> Arguments.of(jdk, order)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("jdksAndOrders")
    void otherAgentsWorkOnAndPolluxCountsAsTheProgramDoes(Jdk jdk, Order order) throws Exception {
        try (Neighbours neighbours = new Neighbours(dir); Serving serving = Serving.start(launch(jdk, order, neighbours), specs(jdk))) {
            Victim victim = serving.connect(2).victim();
            for (String engine : List.of("epoll", "epoll-et", "sigio")) {
                DirectAttach.load(victim, "engine=" + engine);
                serving.talk(23, 97);
            }
            serving.assertCountsEqual();
            neighbours.find(Pollux.on(jdk).fds(victim), serving.ports());
            neighbours.assertAtWork(victim);
            assertNothingStoodDown(Pollux.on(jdk).status(victim));
            leave(victim);
            serving.talk(23, 97);
            DirectAttach.load(victim, "port=0,copies=on,engine=poll");
            serving.talk(23, 97);
            neighbours.assertAtWork(victim);
            assertNothingStoodDown(Pollux.on(jdk).status(victim));
            leave(victim);
            serving.talk(23, 97);
            neighbours.assertAtWork(victim);
            victim.quit();
        }
    }

    private static void leave(Victim victim) throws Exception {
        JsonNode proof = Pollux.on(victim.jdk()).proof(victim);
        assertThat(proof.path("complete").asBoolean()).as("%s", proof).isTrue();
    }

    /** Without class data sharing, which the JVM would say on stderr that it drops for the OpenTelemetry agent. */
    private static Launch launch(Jdk jdk, Order order, Neighbours neighbours) {
        Launch launch = Serving.launchWithJars(jdk).jvm("-Xshare:off", "-XX:+EnableDynamicAgentLoading");
        return order == Order.POLLUX_FIRST ? launch.agent("").jvm(neighbours.options()) : launch.jvm(neighbours.options()).agent("");
    }

    private static List<String> specs(Jdk jdk) {
        List<String> specs = new ArrayList<>(Neighbours.SPECS);
        specs.addAll(Specs.waits(jdk));
        specs.add(Specs.NETTY.get(0));
        return specs;
    }

    private static void assertNothingStoodDown(JsonNode status) {
        assertThat(status.path("hooks")).isNotEmpty().noneMatch(hook -> hook.path("state").asText().equals("stood_down"));
        assertThat(status.path("fallbacks")).allMatch(fallback -> fallback.path("count").asLong() == 0);
    }

    /** Its outputs are the same before, with and after Pollux, and with Pollux from the start. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void applicationsLibrariesAreItsOwn(Jdk jdk) throws Exception {
        List<String> outputs;
        try (Serving serving = Serving.start(Serving.launchWithJars(jdk).jvm("-XX:+EnableDynamicAgentLoading"), List.of(LIBRARIES))) {
            Victim victim = serving.victim();
            outputs = victim.ask("libraries");
            assertThat(outputs).hasSize(4).allMatch(line -> line.contains("10007") || line.endsWith(" made"));
            DirectAttach.load(victim, "port=0,copies=on,stacks=on");
            assertThat(victim.ask("libraries")).isEqualTo(outputs);
            leave(victim);
            assertThat(victim.ask("libraries")).isEqualTo(outputs);
            victim.quit();
        }
        try (Serving serving = Serving.start(Serving.launchWithJars(jdk).agent("stacks=on"), List.of(LIBRARIES))) {
            assertThat(serving.victim().ask("libraries")).isEqualTo(outputs);
            serving.victim().quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void bundlesOfAnOsgiContainerAreCountedAndKnowNothingOfIt(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launchWithJars(jdk).jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"), List.of(OSGI))) {
            Victim victim = serving.connect(2).victim();
            serving.talk(11, 97);
            Pollux.on(jdk).attach(victim, "copies=on", "stacks=on").ok();
            try (Peer second = Peer.to(victim.ask("osgi again").get(0).split(" ")[1])) {
                second.echo(11, 97);
                long bytes = 11 * 97;
                Serving.settle(() -> assertThat(Pollux.on(jdk).fds(victim).rows()).filteredOn(row -> row.path("role").asText().equals("accepted"))
                        .extracting(row -> row.path("read_bytes").asLong()).containsExactlyInAnyOrder(0L, 0L, bytes));
                for (String engine : Repository.engines())
                    DirectAttach.load(victim, "engine=" + engine);
                serving.talk(11, 97);
                leave(victim);
                second.echo(11, 97);
            }
            serving.talk(11, 97);
            victim.quit();
        }
    }
}
