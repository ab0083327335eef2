package io.pollux.agent;

import io.pollux.json.JsonWriter;
import java.io.IOException;

/**
 * One promise of a detach, looked at.
 *
 * @param name what was looked at
 * @param ok   whether it is as it was before the attach
 * @param saw  what was seen, in words; names what is left
 */
record Check(String name, boolean ok, String saw) {
    void write(JsonWriter json) throws IOException {
        json.beginObject().name("name").value(name).name("ok").value(ok).name("saw").value(saw).endObject();
    }
}
