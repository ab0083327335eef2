package io.pollux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CertificateTest {
    private static final Outside BEFORE = new Outside(7, Map.of(1, "a", 2, "b", 3, "c"), Map.of(2, 5), "4", 11);
    private static final Outside AFTER = new Outside(7, Map.of(1, "a", 2, "b"), Map.of(2, 5), "4", 7);
    private static final Outside.Seen NOTHING_LEFT = new Outside.Seen(BEFORE, AFTER, List.of());
    private static final String GOOD = "{\"complete\":true,\"checks\":[{\"name\":\"natives\",\"ok\":true,\"saw\":\"46 lead home\"}],\"stays\":[\"class A\",\"library B\"]}";

    @Test
    void everyCheckIsALine() {
        assertThat(Certificate.of(GOOD, NOTHING_LEFT).lines(7)).containsExactly(
                "detached from 7: everything is back",
                "  natives         ok 46 lead home",
                "  from outside    ok nothing left; descriptors 3 -> 2, threads 11 -> 7, handlers the same",
                "  stays              class A",
                "                     library B");
    }

    @Test
    void whatIsLeftIsMarkedAndNamed() {
        Certificate inside = Certificate.of("{\"complete\":false,\"checks\":[{\"name\":\"threads\",\"ok\":false,\"saw\":\"'hoarder' holds\"}]}", NOTHING_LEFT);
        assertThat(inside.complete()).isFalse();
        assertThat(inside.lines(7)).startsWith("detached from 7: not everything could be put back", "! threads         NO 'hoarder' holds");
        Certificate outside = Certificate.of(GOOD, new Outside.Seen(BEFORE, AFTER, List.of("thread 'pollux-tap'")));
        assertThat(outside.complete()).isFalse();
        assertThat(outside.lines(7)).contains("! from outside    NO thread 'pollux-tap'");
    }

    @Test
    void jsonHasBothAccounts() throws IOException {
        StringBuilder json = new StringBuilder();
        Certificate.of(GOOD, new Outside.Seen(BEFORE, AFTER, List.of("x"))).write(json);
        Map<String, Object> facts = Json.parseObject(json.toString());
        assertThat(facts).containsEntry("complete", false).containsEntry("stays", List.of("class A", "library B"));
        assertThat(facts.get("outside")).isEqualTo(Map.of("left", List.of("x"),
                "before", Map.of("descriptors", 3L, "threads", 11L, "signals_caught", "4", "interest", Map.of("2", 5L)),
                "after", Map.of("descriptors", 2L, "threads", 7L, "signals_caught", "4", "interest", Map.of("2", 5L))));
    }

    @Test
    void proofThatIsNoJsonIsIncompleteAndStandsAsItIs() {
        Certificate broken = Certificate.of("gone\u001b", NOTHING_LEFT);
        assertThat(broken.complete()).isFalse();
        assertThat(broken.lines(7)).contains("  gone?");
    }
}
