package io.pollux.cli.bench;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured of one plan.
 *
 * @param fds    how many descriptors there were: fewer than planned where a limit left room for no more
 * @param limit  RLIMIT_NOFILE's hard limit
 * @param raw    the bare C loop; null: there is none beside this engine
 * @param ratio  Pollux to raw, by round; null with raw
 * @param counts by name: what Pollux's counters say of the timed waits, and how many there were
 */
public record Cell(Plan plan, int fds, int limit, Side raw, Side pollux, Quartiles ratio, Map<String, Long> counts) {
    private static final String[] COUNTS = {"served", "waits", "syscalls", "scanned_fds", "copied_in_bytes", "copied_out_bytes"};

    /** From libpollux's JSON (bench.h). */
    public static Cell of(Plan plan, Map<String, Object> json) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (String name : COUNTS) {
            counts.put(name, ((Number) json.get(name)).longValue());
        }
        return new Cell(plan, ((Number) json.get("fds")).intValue(), ((Number) json.get("open_limit")).intValue(), Side.of(json.get("raw")),
                Side.of(json.get("pollux")), Quartiles.of(json.get("ratio")), counts);
    }

    boolean isShort() {
        return fds < plan.fds();
    }

    long count(String name) {
        return counts.get(name);
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("engine", plan.engine());
        json.put("kind", plan.kind().label());
        json.put("asked_fds", plan.fds());
        json.put("fds", fds);
        json.put("active", plan.active());
        json.put("raw", raw == null ? null : raw.json());
        json.put("pollux", pollux.json());
        json.put("ratio", ratio == null ? null : ratio.json());
        json.putAll(counts);
        return json;
    }
}
