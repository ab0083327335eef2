package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Victim;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The proof that a detach prints: complete where everything is back, and the name of the thing where it is not. */
class CertificateIT {
    private static final int INCOMPLETE = 7;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void detachFromEveryEngineUnderLoadProvesThatEverythingIsBack(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk), Specs.waits(jdk))) {
            serving.connect(3).talk(3, 97);
            try (Load load = Load.on(serving.ports(), 5)) {
                for (String engine : Repository.engines()) {
                    Pollux.on(jdk).attach(serving.victim(), "engine=" + engine, "copies=on").ok();
                    load.await(101);
                    assertEverythingIsBack(Pollux.on(jdk).proof(serving.victim()), engine);
                    load.await(101);
                }
                load.stop();
            }
            serving.talk(3, 97);
            serving.victim().quit();
        }
    }

    private static void assertEverythingIsBack(JsonNode proof, String engine) {
        assertThat(proof.path("checks")).isNotEmpty().allSatisfy(check -> assertThat(check.path("ok").asBoolean()).as("%s", check).isTrue());
        assertThat(proof.path("complete").asBoolean()).isTrue();
        assertEntriesWereHandedBack(proof.path("probe").path("interest"), engine);
        assertThat(proof.path("outside").path("left")).isEmpty();
        assertThat(proof.path("outside").path("after").path("descriptors").asInt()).isPositive();
    }

    private static void assertEntriesWereHandedBack(JsonNode interest, String engine) {
        assertThat(interest.path("entries").asInt() > 7).as("%s", interest).isEqualTo(!engine.equals("epoll"));
        assertThat(interest.path("missing").asInt(-1)).isZero();
        assertThat(interest.path("foreign").asInt(-1)).isZero();
    }

    /** A thread of the application's that has got hold of our class loader keeps our classes in the JVM. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatStaysMakesTheDetachIncompleteAndIsNamed(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        try (Serving serving = Serving.start(Serving.launch(jdk), List.of("selector:fixed:direct:inet", "hoarder"))) {
            Victim victim = serving.connect(1).victim();
            pollux.attach(victim).ok();
            victim.ask("hoarder hold");
            Outcome detached = pollux.detach(victim);
            assertThat(detached.status()).isEqualTo(INCOMPLETE);
            assertThat(detached.out()).anyMatch(line -> line.startsWith("! threads") && line.contains("'hoarder'"));
            serving.talk(11, 97);
            victim.ask("hoarder let");
            pollux.attach(victim).ok();
            Outcome complete = pollux.detach(victim).ok();
            assertThat(complete.out()).allMatch(line -> line.length() <= 100).noneMatch(line -> line.startsWith("!"));
            victim.quit();
        }
    }
}
