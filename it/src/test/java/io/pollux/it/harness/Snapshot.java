package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What {@code pollux fds -o json} or {@code /api/fds} said. */
public record Snapshot(JsonNode json) {
    public List<JsonNode> rows() {
        List<JsonNode> rows = new ArrayList<>();
        json.path("fds").forEach(rows::add);
        return rows;
    }

    /** The one row that a victim's tally is about. Keys are those of the victims' {@code Keys}. */
    public JsonNode row(String key) {
        List<JsonNode> found = rows().stream().filter(matching(key)).toList();
        assertThat(found).as("rows for %s in%n%s", key, json).hasSize(1);
        return found.get(0);
    }

    private static Predicate<JsonNode> matching(String key) {
        String kind = key.substring(0, key.indexOf(':'));
        String name = key.substring(kind.length() + 1);
        return switch (kind) {
            case "remote" -> row -> row.path("role").asText().equals("accepted") && row.path("remote").asText().endsWith(":" + name);
            case "local" -> row -> row.path("proto").asText().equals("udp") && row.path("local").asText().endsWith(":" + name);
            // Unix paths are kept by their tails.
            case "unix" -> row -> row.path("proto").asText().equals("unix") && !row.path("remote").asText().isEmpty() && name.endsWith(tail(row));
            case "fd" -> row -> row.path("fd").asInt() == Integer.parseInt(name);
            case "role" -> row -> row.path("role").asText().equals("pipe") && row.path(name.equals("sink") ? "writes" : "reads").asLong() > 0;
            default -> throw new IllegalArgumentException(key);
        };
    }

    private static String tail(JsonNode row) {
        String remote = row.path("remote").asText();
        return remote.substring(remote.lastIndexOf('/') + 1);
    }

    /** What Pollux counted for the channel of a tally, in the columns which that has. */
    public Map<String, Long> columns(Tally tally) {
        JsonNode row = row(tally.key());
        Map<String, Long> counted = new TreeMap<>();
        for (String column : tally.columns().keySet())
            counted.put(column, row.path(column).asLong(-1));
        return counted;
    }
}
