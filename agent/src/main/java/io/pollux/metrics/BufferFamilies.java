package io.pollux.metrics;

import io.pollux.json.Json;
import io.pollux.ledger.LedgerReader;
import io.prometheus.client.Collector.Type;
import java.util.List;
import java.util.Map;

/** What the threads' caches of temporary direct buffers held when they were last looked at. */
final class BufferFamilies {
    private static final String FACT = "temporary_buffers";

    private BufferFamilies() {
    }

    static void add(Families families, LedgerReader reader) {
        Map<String, Object> held = Json.parseObject(reader.meta().getOrDefault(FACT, "{}"));
        add(families, "temporary_buffers", "temporary direct buffers that threads hold for heap I/O", held.get("buffers"));
        add(families, "temporary_buffer_bytes", "bytes of these buffers", held.get("bytes"));
        add(families, "temporary_buffer_max_bytes", "the largest such buffer that was asked for, as far as is known", held.get("largest_bytes"));
    }

    private static void add(Families families, String name, String help, Object value) {
        if (value instanceof Number number) {
            families.describe(name, Type.GAUGE, help);
            families.gauge(name, List.of(), List.of(), number.doubleValue());
        }
    }
}
