package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How the columns of one section are exported: which family and labels each has, its unit, and what is to be taken off it since
 * other columns of the family show that part. The identity of a record becomes labels by its own field names.
 */
final class ColumnFamilies {
    private static final double NS = 1e9;

    private record Column(Field field, MetricName metric, List<Field> parts, List<String> labels) {
    }

    private final List<Column> columns = new ArrayList<>();
    private final KeyLabels keys;

    ColumnFamilies(Section section) {
        keys = new KeyLabels(section);
        for (Field field : section.columns()) {
            MetricName metric = MetricName.of(field);
            if (metric != null) {
                List<Field> parts = section.columns().stream().filter(f -> f.partOf().equals(field.name())).toList();
                columns.add(new Column(field, metric, parts, joined(keys.labels(), metric.labels())));
            }
        }
    }

    /** Whether anything of the section is exported. */
    boolean isEmpty() {
        return columns.isEmpty();
    }

    /** Exported columns; each is one series of a record. */
    int size() {
        return columns.size();
    }

    /** Names of the labels that every series of a record has. */
    List<String> identityLabels() {
        return keys.labels();
    }

    List<String> identity(Row row) {
        return keys.values(row);
    }

    void describe(Families families) {
        for (Column column : columns) {
            String labelled = column.metric().labelled();
            String help = (labelled.isEmpty() ? "" : labelled + ": ") + column.field().help();
            families.describe(column.metric().family(), column.field().isMax() ? Type.GAUGE : Type.COUNTER, help);
        }
    }

    /** Adds one record, with the value of each column as {@code total} gives it. */
    void add(Families families, Row key, ToLongFunction<Field> total) {
        List<String> identity = keys.values(key);
        for (int i = 0; i < columns.size(); i++) {
            add(families, identity, i, value(i, total));
        }
    }

    /** What column {@code i} exports: its total without its parts, in the ledger's unit. */
    long value(int i, ToLongFunction<Field> total) {
        Column column = columns.get(i);
        long value = total.applyAsLong(column.field());
        for (int part = 0; part < column.parts().size(); part++) {
            value -= total.applyAsLong(column.parts().get(part));
        }
        return Math.max(0, value);
    }

    /** The value of both. */
    long joined(int i, long some, long other) {
        return columns.get(i).field().isMax() ? Math.max(some, other) : some + other;
    }

    /** Adds one series. */
    void add(Families families, List<String> identity, int i, long value) {
        Column column = columns.get(i);
        List<String> values = joined(identity, column.metric().values());
        double exported = column.field().unit().equals("ns") ? value / NS : value;
        if (column.field().isMax()) {
            families.gauge(column.metric().family(), column.labels(), values, exported);
        } else {
            families.counter(column.metric().family(), column.labels(), values, exported);
        }
    }

    private static List<String> joined(List<String> some, List<String> others) {
        List<String> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }
}
