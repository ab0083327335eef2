package io.pollux.ledger;

import io.pollux.json.JsonWriter;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import io.pollux.model.SplitJson;
import java.io.IOException;
import java.util.Map;

/**
 * The JSON of the descriptors, for {@code /api/fds} and {@code pollux fds -o json} alike:
 * {@code {"pid":…,"engine":…,"fds":[{"fd":…,"conn":…,"proto":…,"role":…,"local":…,"remote":…,"engine":…,<every column>,"split":{…}}]}}.
 * An address that there is not is null, and so is the split of an I/O time where nothing was calibrated.
 */
public final class FdsJson {
    private FdsJson() {}

    /** Writes one snapshot of the ledger. */
    public static void write(Appendable out, LedgerReader reader, FdViews views) throws IOException {
        JsonWriter json = new JsonWriter(out);
        Map<String, String> facts = reader.meta();
        Calibration machine = Calibration.of(facts);
        json.beginObject();
        json.name("pid").value(reader.pid());
        json.name("engine").value(facts.getOrDefault("engine", "-"));
        json.name("detached").value(reader.detached());
        json.name("fds").beginArray();
        for (FdView view : views.rows()) {
            write(json, view, views, machine);
        }
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, FdView view, FdViews views, Calibration machine) throws IOException {
        json.beginObject();
        json.name("fd").value(view.fd());
        json.name("conn").value(view.conn());
        json.name("proto").value(view.proto());
        json.name("role").value(view.role());
        json.name("local").value(orNull(view.local()));
        json.name("remote").value(orNull(view.remote()));
        json.name("engine").value(view.engine());
        json.name("state").value(view.state());
        json.name("mode").value(view.mode());
        json.name("own").value(view.own());
        for (Field column : views.columns()) {
            json.name(column.name()).value(view.number(column));
        }
        json.name("split");
        SplitJson.write(json, machine == null ? null : Split.of(machine, view::number));
        json.endObject();
    }

    private static String orNull(String address) {
        return address.isEmpty() ? null : address;
    }
}
