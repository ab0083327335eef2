package io.pollux.metrics;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.prometheus.client.Collector.Type;
import java.util.List;
import java.util.Map;

/** What Pollux says of itself. */
final class AgentFamilies {
    private AgentFamilies() {
    }

    static void add(Families families, LedgerReader reader) {
        Map<String, String> facts = reader.meta();
        info(families, "build_info", "the version of Pollux, 1", List.of("version"), List.of(facts.getOrDefault("version", "unknown")));
        info(families, "engine_info", "the engine that the process is served by, 1", List.of("engine"), List.of(facts.getOrDefault("engine", "unknown")));
        families.describe("hooks", Type.GAUGE, "what became of each native of the JDK, 1");
        for (Row hook : reader.hooks()) {
            families.gauge("hooks", List.of("hook", "state"), List.of(hook.text("name"), hook.text("state")), 1);
        }
        families.describe("heap_copies_counted", Type.GAUGE, "1: copies between heap and direct buffers are counted (copies=on); 0: their counters stand still");
        families.gauge("heap_copies_counted", List.of(), List.of(), countsCopies(facts) ? 1 : 0);
        families.describe("lost_fd_calls", Type.COUNTER, "calls on descriptors past the ledger's capacity, counted nowhere else");
        families.counter("lost_fd_calls", List.of(), List.of(), reader.lostFds());
    }

    private static boolean countsCopies(Map<String, String> facts) {
        return facts.getOrDefault("options", "").contains("\"copies\":{\"value\":\"on\"");
    }

    /** How the collection itself went. */
    static void addCollection(Families families, double seconds, long errors) {
        families.describe("collect_seconds", Type.GAUGE, "time this collection took");
        families.gauge("collect_seconds", List.of(), List.of(), seconds);
        families.describe("collect_errors", Type.COUNTER, "collections that failed");
        families.counter("collect_errors", List.of(), List.of(), errors);
    }

    private static void info(Families families, String name, String help, List<String> labels, List<String> values) {
        families.describe(name, Type.GAUGE, help);
        families.gauge(name, labels, values, 1);
    }
}
