package io.pollux.it;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.util.Map;
import java.util.TreeMap;

/** Which engine serves what, by {@code pollux status}. */
final class ServedBy {
    private ServedBy() {
    }

    /** The process's engine and who chose it, and the engine of each set. */
    static Map<String, String> engines(Serving serving, Jdk jdk) throws Exception {
        JsonNode status = Pollux.on(jdk).status(serving.victim());
        Map<String, String> engines = new TreeMap<>();
        engines.put("process", status.path("engine").asText() + " by " + status.path("facts").path("options").path("engine").path("source").asText());
        for (JsonNode set : status.path("sets"))
            if (set.path("own").asInt() == 0)
                engines.put(status.path("sets").size() == 1 ? "set" : "set " + set.path("epfd").asInt(), set.path("engine").asText());
        return engines;
    }
}
