package io.pollux.cli.models;

import io.pollux.cli.text.Units;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One echo workload: each connection sends a message, awaits its echo, thinks, and sends the next.
 *
 * @param bytes   of a message
 * @param thinkUs microseconds
 * @param roundMs how long a model serves in each round, in milliseconds
 */
public record Load(int connections, int bytes, int thinkUs, int rounds, int roundMs) {
    /** In words. */
    String what() {
        return String.format(Locale.ROOT, "%,d %s, messages of %,d %s, %s; %d %s of %s each, in turns", connections,
                connections == 1 ? "connection" : "connections", bytes, bytes == 1 ? "byte" : "bytes",
                thinkUs == 0 ? "no time to think" : "thinking " + Units.time(thinkUs * 1e3), rounds, rounds == 1 ? "round" : "rounds",
                Units.time(roundMs * 1e6));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("connections", connections);
        json.put("message_bytes", bytes);
        json.put("think_us", thinkUs);
        json.put("rounds", rounds);
        json.put("round_ms", roundMs);
        return json;
    }
}
