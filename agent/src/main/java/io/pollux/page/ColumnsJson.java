package io.pollux.page;

import io.pollux.json.JsonWriter;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Section;
import io.pollux.ledger.Topics;
import java.io.IOException;
import java.util.List;

/**
 * {@code /api/columns}: what every name in the other answers means, so that a reader needs no list of its own:
 * {@code {"sort":[…],"fd":[{"name":…,"kind":…,"unit":…,"help":…,"part_of":…,"topic":…}],"set":[…],…}}: what descriptors can be sorted by,
 * and a list for each section of the ledger.
 */
public final class ColumnsJson {
    private ColumnsJson() {
    }

    public static void write(Appendable out, LedgerReader reader, List<String> sortKeys) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("sort").beginArray();
        for (String key : sortKeys) {
            json.value(key);
        }
        json.endArray();
        for (Section section : reader.sections()) {
            json.name(section.name()).beginArray();
            Topics topics = new Topics(section.columns());
            for (Field field : section.fields()) {
                write(json, field, topics.of(field));
            }
            json.endArray();
        }
        json.endObject();
    }

    private static void write(JsonWriter json, Field field, String topic) throws IOException {
        json.beginObject();
        json.name("name").value(field.name());
        json.name("kind").value(field.kind());
        json.name("unit").value(field.unit());
        json.name("help").value(field.help());
        json.name("part_of").value(field.partOf().isEmpty() ? null : field.partOf());
        json.name("topic").value(field.isColumn() ? topic : null);
        json.endObject();
    }
}
