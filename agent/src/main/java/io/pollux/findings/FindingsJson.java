package io.pollux.findings;

import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.Map;

/** A diagnosis as JSON, for {@code /api/findings} and {@code pollux diagnose -o json} alike. What does not apply is null. */
public final class FindingsJson {
    private FindingsJson() {
    }

    /** Writes the whole document. */
    public static void write(Appendable out, LedgerReader reader, Diagnosis diagnosis, Openers openers) throws IOException {
        Interval interval = diagnosis.interval();
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("pid").value(reader.pid());
        json.name("engine").value(reader.meta().getOrDefault("engine", "-"));
        json.name("seconds").value(interval.seconds());
        json.name("fds").value(interval.fds().size());
        json.name("fds_left_out").value(interval.after().leftOut());
        json.name("sets").value(interval.setCount());
        json.name("stacks").value(openers.state());
        json.name("findings").beginArray();
        for (Finding finding : diagnosis.findings()) {
            write(json, finding, openers);
        }
        json.endArray();
        writeChecks(json, diagnosis);
        json.endObject();
    }

    private static void write(JsonWriter json, Finding finding, Openers openers) throws IOException {
        json.beginObject();
        json.name("id").value(finding.check().id());
        json.name("severity").value(finding.check().severity().label());
        json.name("title").value(finding.check().title());
        write(json, finding.subject());
        json.name("evidence").beginObject();
        for (Evidence evidence : finding.evidence()) {
            json.name(evidence.key()).value(evidence.value());
        }
        json.endObject();
        writeOpeners(json, finding, openers);
        json.name("since").value(finding.since().toString());
        json.name("since_exact").value(finding.sinceExact());
        json.name("advice").value(finding.check().advice());
        json.endObject();
    }

    /** Null while stacks are not known at all, or where no descriptor is meant. */
    private static void writeOpeners(JsonWriter json, Finding finding, Openers openers) throws IOException {
        json.name("opened_by");
        if (!openers.areKnown() || finding.descriptors().isEmpty()) {
            json.value((String) null);
            return;
        }
        json.beginArray();
        for (OpenedBy by : finding.openedBy(openers)) {
            json.beginObject().name("descriptors").value(by.descriptors().size()).name("frames").beginArray();
            for (String frame : by.frames()) {
                json.value(frame);
            }
            json.endArray().endObject();
        }
        json.endArray();
    }

    private static void write(JsonWriter json, Subject subject) throws IOException {
        number(json, "fd", subject.fd());
        number(json, "conn", subject.conn());
        text(json, "role", subject.role());
        text(json, "proto", subject.proto());
        text(json, "local", subject.local());
        text(json, "remote", subject.remote());
        number(json, "set", subject.set());
        text(json, "engine", subject.engine());
        number(json, "tid", subject.tid());
        text(json, "thread", subject.thread());
    }

    private static void writeChecks(JsonWriter json, Diagnosis diagnosis) throws IOException {
        json.name("looked_for").beginArray();
        for (Check check : Checks.ALL) {
            if (!diagnosis.blind().containsKey(check)) {
                json.value(check.id());
            }
        }
        json.endArray();
        json.name("not_looked_for").beginObject();
        for (Map.Entry<Check, String> blind : diagnosis.blind().entrySet()) {
            json.name(blind.getKey().id()).value(blind.getValue());
        }
        json.endObject();
    }

    private static void number(JsonWriter json, String name, long value) throws IOException {
        json.name(name);
        if (value < 0) {
            json.value((String) null);
        } else {
            json.value(value);
        }
    }

    private static void text(JsonWriter json, String name, String value) throws IOException {
        json.name(name).value(value.isEmpty() ? null : value);
    }
}
