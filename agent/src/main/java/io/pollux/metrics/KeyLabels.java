package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import java.util.ArrayList;
import java.util.List;

/** The identity of a section's records as labels, by the names of the fields that make it up. */
final class KeyLabels {
    private final List<Field> fields = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    KeyLabels(Section section) {
        for (Field field : section.fields()) {
            if (field.kind().equals("key")) {
                fields.add(field);
                // What is only called "name" is the name of what the section lists.
                labels.add(field.name().equals("name") ? section.name() : field.name());
            }
        }
    }

    List<String> labels() {
        return labels;
    }

    /** Zero means that there is none, of a port for example: an empty label. */
    List<String> values(Row row) {
        List<String> values = new ArrayList<>();
        for (Field field : fields) {
            String text = row.text(field);
            values.add(text.equals("0") ? "" : text);
        }
        return values;
    }
}
