package io.pollux.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one side took, in ns.
 *
 * @param waiting until every ready descriptor has been served
 * @param add    to register a descriptor, with what of it is left to the next wait
 * @param change to wait for other events of it
 * @param del    to take it out
 */
public record Side(Quartiles waiting, Quartiles add, Quartiles change, Quartiles del) {
    /** Null of null. */
    static Side of(Object json) {
        return json instanceof Map<?, ?> map ? new Side(Quartiles.of(map.get("wait_ns")), Quartiles.of(map.get("add_ns")),
                Quartiles.of(map.get("change_ns")), Quartiles.of(map.get("del_ns"))) : null;
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("wait_ns", waiting.json());
        json.put("add_ns", add.json());
        json.put("change_ns", change.json());
        json.put("del_ns", del.json());
        return json;
    }
}
