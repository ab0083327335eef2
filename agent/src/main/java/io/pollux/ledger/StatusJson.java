package io.pollux.ledger;

import io.pollux.json.Json;
import io.pollux.json.JsonWriter;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import io.pollux.model.SplitJson;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * The state of Pollux in a process as JSON, for {@code /api/status} and {@code pollux status -o json} alike: the facts, every
 * set, engine, hook and group with every column by its name, and percentiles of the histograms.
 */
public final class StatusJson {
    /** Bookkeeping of the ledger, no news to anybody. */
    private static final Set<String> LEFT_OUT = Set.of("used", "seq", "pad");

    private final LedgerReader reader;
    private final JsonWriter json;

    private StatusJson(LedgerReader reader, Appendable out) {
        this.reader = reader;
        this.json = new JsonWriter(out);
    }

    /** Writes the whole state. */
    public static void write(Appendable out, LedgerReader reader) throws IOException {
        new StatusJson(reader, out).write();
    }

    private void write() throws IOException {
        Map<String, String> facts = reader.meta();
        json.beginObject();
        json.name("pid").value(reader.pid());
        json.name("engine").value(facts.getOrDefault("engine", "-"));
        json.name("detached").value(reader.detached());
        json.name("start").value(reader.start().toString());
        json.name("clock_ns").value(System.nanoTime());
        json.name("conns").value(reader.conns());
        json.name("lost_fds").value(reader.lostFds());
        writeFacts(facts);
        writeRows("sets", reader.sets());
        writeTotals("engines", reader.engines(), null);
        writeRows("hooks", reader.hooks());
        writeRows("fallbacks", reader.fallbacks());
        writeRows("overflows", reader.overflows());
        writeTotals("groups", reader.groups(), Calibration.of(facts));
        writeHistograms();
        json.endObject();
    }

    /** Facts as they are; those that are JSON themselves become part of the document. */
    private void writeFacts(Map<String, String> facts) throws IOException {
        json.name("facts").beginObject();
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            json.name(fact.getKey());
            if (isJson(fact.getValue())) {
                json.raw(fact.getValue());
            } else {
                json.value(fact.getValue());
            }
        }
        json.endObject();
    }

    private static boolean isJson(String value) {
        if (!value.startsWith("{") && !value.startsWith("[")) {
            return false;
        }
        try {
            Json.parse(value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void writeRows(String name, Iterable<Row> rows) throws IOException {
        json.name(name).beginArray();
        for (Row row : rows) {
            json.beginObject();
            json.name("index").value(row.index());
            for (Field field : row.section().fields()) {
                writeField(row, field);
            }
            if (row.section().name().equals("set")) {
                json.name("kind").value(SetKind.of(reader, row).label());
            }
            json.endObject();
        }
        json.endArray();
    }

    /** With the split of their I/O time, where {@code machine} is given. */
    private void writeTotals(String name, Iterable<Totals> all, Calibration machine) throws IOException {
        json.name(name).beginArray();
        for (Totals totals : all) {
            json.beginObject();
            for (Field field : totals.key().section().fields()) {
                if (!field.isColumn()) {
                    writeField(totals.key(), field);
                }
            }
            for (Field column : totals.columns()) {
                json.name(column.name()).value(totals.total(column));
            }
            if (machine != null) {
                json.name("split");
                SplitJson.write(json, Split.of(machine, totals::total));
            }
            json.endObject();
        }
        json.endArray();
    }

    private void writeField(Row row, Field field) throws IOException {
        if (LEFT_OUT.contains(field.name())) {
            return;
        }
        json.name(field.name());
        boolean words = !field.type().isNumber() || !field.enumeration().isEmpty();
        if (words) {
            json.value(row.text(field));
        } else {
            json.value(row.number(field));
        }
    }

    private void writeHistograms() throws IOException {
        json.name("histograms").beginArray();
        for (Histogram histogram : reader.hists()) {
            json.beginObject();
            json.name("kind").value(histogram.kind());
            json.name("key").value(histogram.key());
            json.name("of").value(reader.nameOf(histogram));
            json.name("count").value(histogram.count());
            json.name("sum_ns").value(histogram.sumNs());
            json.name("p50_ns").value(histogram.percentileNs(0.5));
            json.name("p99_ns").value(histogram.percentileNs(0.99));
            json.endObject();
        }
        json.endArray();
    }
}
