package io.pollux.model;

import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.Map;

/** A split as JSON: {@code {"entering_ns":…,"copying_ns":…,"waiting_ns":…,"heap_copy_ns":…,"other_ns":…}}. */
public final class SplitJson {
    private SplitJson() {
    }

    /** Writes one object; null where there is no split. */
    public static void write(JsonWriter json, Split split) throws IOException {
        if (split == null) {
            json.raw("null");
            return;
        }
        json.beginObject();
        for (Map.Entry<String, Long> part : split.parts().entrySet()) {
            json.name(part.getKey() + "_ns").value(part.getValue());
        }
        json.endObject();
    }
}
