package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Inventory;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Netty's native epoll transport: 4.1 and 4.2, plain and shaded, several at once, before and after the attach, under every engine. */
class NettyIT {
    private static final String HTTP = "netty:netty-4.1:NettyHttp";
    private static final String RINGS = "netty:netty-4.2:NettyRings";
    private static final String GRPC = "netty:grpc:GrpcEcho";
    /** A loop that spins on its wake-up or timer descriptor, which Netty never reads, makes as many waits in milliseconds. */
    private static final long MANY_WAITS = 10_007;

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void serversCountBytesAsWeDoAndNeverSpin(Jdk jdk, String engine) throws Exception {
        try (Serving serving = Serving.start(launch(jdk).agent("port=off,engine=" + engine), Specs.NETTY)) {
            Victim victim = serving.victim();
            serving.connect(2).talk(53, 97);
            serving.talk(7, 10_007);
            victim.ask("netty wake 101");
            serving.assertCountsEqual();
            JsonNode status = Pollux.on(jdk).status(victim);
            assertThat(status.path("sets")).isNotEmpty().allMatch(set -> set.path("engine").asText().equals(engine), "is served by " + engine);
            assertThat(waits(status)).as("waits in %s", status).isBetween(101L, MANY_WAITS);
            assertNothingStoodDown(status);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void httpAndShadedGrpcAreServedByEveryEngineInTurn(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(launch(jdk).agent("port=off"), List.of(HTTP, GRPC))) {
            Victim victim = serving.victim();
            HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
            for (String engine : Repository.engines()) {
                DirectAttach.load(victim, "engine=" + engine);
                post(client, serving.where(HTTP), 23);
                victim.ask("netty calls 23 97");
            }
            serving.assertCountsEqual();
            Serving.settle(() -> assertBothEndsAgree(Pollux.on(jdk).fds(victim).rows()));
            JsonNode status = Pollux.on(jdk).status(victim);
            assertThat(status.path("hooks")).anyMatch(hook -> hook.path("name").asText().equals("io.grpc.netty.shaded.io.netty.channel.epoll.Native.epollWait0")
                    && hook.path("state").asText().equals("installed"));
            assertNothingStoodDown(status);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void transportOfRingsIsLeftAloneAndThatIsSaid(Jdk jdk) throws Exception {
        for (boolean before : new boolean[] {true, false}) {
            Launch launch = launch(jdk).jvm("-XX:+EnableDynamicAgentLoading");
            try (Serving serving = Serving.start(before ? launch.agent("port=off,engine=poll") : launch, List.of(RINGS))) {
                Victim victim = serving.connect(2).victim();
                serving.talk(23, 97);
                DirectAttach.load(victim, "port=off,engine=poll");
                serving.talk(23, 97);
                JsonNode status = new ObjectMapper().readTree(Pollux.on(jdk).run("status", victim.pidText(), "-o", "json").text());
                assertThat(status.path("hooks")).as("loaded %s the attach", before ? "after" : "before")
                        .anyMatch(hook -> hook.path("name").asText().startsWith("io.netty.channel.uring.Native")
                                && hook.path("state").asText().equals("stood_down") && hook.path("why").asText().contains("rings"));
                victim.quit();
            }
        }
    }

    private static void post(HttpClient client, String port, int times) throws Exception {
        String body = "x".repeat(10_007);
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port)).POST(HttpRequest.BodyPublishers.ofString(body)).build();
        for (int i = 0; i < times; i++)
            assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).isEqualTo(body);
    }

    /** gRPC's client and server are in the one victim: what one end writes the other reads. */
    private static void assertBothEndsAgree(List<JsonNode> rows) {
        JsonNode client = rows.stream().filter(row -> row.path("role").asText().equals("outbound")).findFirst().orElseThrow();
        JsonNode server = rows.stream().filter(row -> row.path("remote").asText().equals(client.path("local").asText())).findFirst().orElseThrow();
        assertThat(client.path("write_bytes").asLong()).isPositive().isEqualTo(server.path("read_bytes").asLong());
        assertThat(client.path("read_bytes").asLong()).isPositive().isEqualTo(server.path("write_bytes").asLong());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void attachAndDetachUnderLoadLoseNoMessageAndLeaveNothing(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(launch(jdk).jvm("-XX:+EnableDynamicAgentLoading"), withSelector())) {
            Victim victim = serving.victim();
            DirectAttach.touch(victim);
            try (Load load = Load.on(serving.ports(), 3)) {
                Inventory before = Inventory.of(victim);
                for (String engine : Repository.engines()) {
                    Pollux.on(jdk).attach(victim, "engine=" + engine).ok();
                    load.await(101);
                    assertEverySetIsServedBy(engine, jdk, victim);
                    assertThat(Pollux.on(jdk).detach(victim).ok().text()).contains("everything is back");
                    load.await(101);
                    Serving.settle(() -> assertThat(Inventory.of(victim).differences(before)).isEmpty());
                }
                load.stop();
            }
            victim.quit();
        }
    }

    /** The first socket of the JDK's own leaves one open for ever (25): it is there before we look. */
    private static List<String> withSelector() {
        List<String> specs = new ArrayList<>(Specs.NETTY);
        specs.add("selector:fixed:direct:inet");
        return specs;
    }

    /** A set that was there before moves once its loop has been seen to wait. */
    private static void assertEverySetIsServedBy(String engine, Jdk jdk, Victim victim) {
        Serving.settle(() -> {
            JsonNode status = Pollux.on(jdk).status(victim);
            assertNothingStoodDown(status);
            assertThat(status.path("sets")).filteredOn(set -> set.path("ready_fds").asLong() > 0)
                    .isNotEmpty().allMatch(set -> set.path("engine").asText().equals(engine), "is served by " + engine);
        });
    }

    private static void assertNothingStoodDown(JsonNode status) {
        assertThat(status.path("hooks")).noneMatch(hook -> hook.path("state").asText().equals("stood_down"));
        assertThat(status.path("fallbacks")).allMatch(fallback -> fallback.path("count").asLong() == 0);
    }

    private static long waits(JsonNode status) {
        long waits = 0;
        for (JsonNode engine : status.path("engines"))
            waits += engine.path("waits_ready").asLong() + engine.path("waits_timeout").asLong() + engine.path("waits_early").asLong();
        return waits;
    }

    private static Launch launch(Jdk jdk) {
        return Serving.launchWithJars(jdk).jvm("-Xcheck:jni");
    }
}
