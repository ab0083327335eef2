package io.pollux.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.bench.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What was measured on one machine and JDK, in a JSON file. All servers with all variants take hours, so a run replaces only what it has
 * measured again; what another machine or JDK has measured goes.
 */
final class Measurements {
    /** Two with the same of these are measurements of the same thing. */
    private static final List<String> KEY = List.of("server", "connections", "variants");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final ObjectNode all;

    private Measurements(Path file, ObjectNode all) {
        this.file = file;
        this.all = all;
    }

    /** Reads the file; where there is none, or one of another machine, begins anew. */
    static Measurements of(Path file, String machine) throws IOException {
        if (Files.exists(file) && JSON.readTree(file.toFile()) instanceof ObjectNode before && machine.equals(before.path("machine").asText())) {
            return new Measurements(file, before);
        }
        ObjectNode fresh = JSON.createObjectNode().put("machine", machine);
        fresh.putArray("measured");
        return new Measurements(file, fresh);
    }

    /** In the place of what has the same key, or at the end. */
    void put(Map<String, Object> measurement) {
        JsonNode fresh = JSON.valueToTree(measurement);
        ArrayNode measured = all.withArray("measured");
        for (int i = 0; i < measured.size(); i++) {
            if (sameKey(measured.get(i), fresh)) {
                measured.set(i, fresh);
                return;
            }
        }
        measured.add(fresh);
    }

    private static boolean sameKey(JsonNode one, JsonNode other) {
        return KEY.stream().allMatch(key -> one.path(key).equals(other.path(key)));
    }

    /** The tables of all that is there, as they were written, after what they say together. */
    String text() {
        StringBuilder text = new StringBuilder(all.path("machine").asText()).append('\n').append(PooledTable.of(all.path("measured")));
        for (JsonNode measurement : all.path("measured")) {
            text.append('\n').append(measurement.path("text").asText());
        }
        return text.toString();
    }

    /** The same as a picture, see {@link RatioChart}. */
    String picture(List<Variant> variants) {
        return RatioChart.of(all.path("measured"), all.path("machine").asText(), variants);
    }

    /** Writes the file. */
    void save() throws IOException {
        Files.createDirectories(file.getParent());
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), all);
    }
}
