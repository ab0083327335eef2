package io.pollux.ledger;

import io.pollux.json.JsonWriter;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import io.pollux.model.SplitJson;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The JSON of the descriptors, for {@code /api/fds} and {@code pollux fds -o json} alike:
 * {@code {"pid":…,"engine":…,"fds":[{"fd":…,"conn":…,"proto":…,"role":…,"local":…,"remote":…,"engine":…,<every field and column>,"split":{…}}]}}.
 * An address that there is not is null, and so is the split of an I/O time where nothing was calibrated. Stamps
 * ({@code born_ns}, {@code reported_ns} …) are on the scale of {@code clock_ns}, the moment of the snapshot; {@code matched} counts what
 * passed the filter, shown or not.
 */
public final class FdsJson {
    /** Fields that stand under another name, or say what only the ledger itself needs. */
    private static final Set<String> TOLD = Set.of("conn", "proto", "role", "local", "remote", "state", "nonblocking", "own", "group");

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
        json.name("clock_ns").value(views.clockNs());
        json.name("matched").value(views.matched());
        List<Field> rest = reader.section("fd").fields().stream().filter(f -> !f.isColumn() && !TOLD.contains(f.name())).toList();
        json.name("fds").beginArray();
        for (FdView view : views.rows()) {
            json.beginObject();
            writeIdentity(json, view);
            for (Field field : rest) {
                writeField(json, view, field);
            }
            for (Field column : views.columns()) {
                json.name(column.name()).value(view.number(column));
            }
            json.name("split");
            SplitJson.write(json, machine == null ? null : Split.of(machine, view::number));
            json.endObject();
        }
        json.endArray().endObject();
    }

    private static void writeIdentity(JsonWriter json, FdView view) throws IOException {
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
        json.name("model").value(view.model());
    }

    private static void writeField(JsonWriter json, FdView view, Field field) throws IOException {
        json.name(field.name());
        if (field.type().isNumber() && field.enumeration().isEmpty() && field.length() == 1) {
            json.value(view.number(field));
        } else {
            json.value(view.text(field));
        }
    }

    private static String orNull(String address) {
        return address.isEmpty() ? null : address;
    }
}
