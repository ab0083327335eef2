package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One series of a tracked descriptor: the columns of a family added up, apart by direction alone, since a descriptor can't have a
 * series for every result and event.
 *
 * @param family name without the prefix
 * @param op     read, write, …; empty where the family has no such label
 * @param fields what is added up, or the one maximum
 */
record FdColumn(String family, String op, List<Field> fields) {
    private static final String OP = "op";
    private static final double NS = 1e9;

    /** All that a section exports. */
    static List<FdColumn> of(Section fds) {
        Map<List<String>, FdColumn> all = new LinkedHashMap<>();
        for (Field field : fds.columns()) {
            MetricName metric = MetricName.of(field);
            if (metric != null && field.partOf().isEmpty()) {
                int op = metric.labels().indexOf(OP);
                FdColumn column = new FdColumn("fd_" + metric.family(), op < 0 ? "" : metric.values().get(op), new ArrayList<>());
                all.computeIfAbsent(List.of(column.family(), column.op()), name -> column).fields().add(field);
            }
        }
        return List.copyOf(all.values());
    }

    boolean isMax() {
        return fields.get(0).isMax();
    }

    String help() {
        return fields.get(0).isMax() || fields.size() == 1 ? fields.get(0).help() : "of one descriptor, all of the family of groups together";
    }

    /** In the ledger's unit. */
    long total(Row fd) {
        long total = 0;
        for (Field field : fields) {
            total += fd.number(field);
        }
        return total;
    }

    /** In the unit that is exported. */
    double exported(long value) {
        return fields.get(0).unit().equals("ns") ? value / NS : value;
    }

    List<String> labels(List<String> identity) {
        return op.isEmpty() ? identity : with(identity, OP);
    }

    List<String> values(List<String> identity) {
        return op.isEmpty() ? identity : with(identity, op);
    }

    private static List<String> with(List<String> some, String last) {
        List<String> all = new ArrayList<>(some);
        all.add(last);
        return all;
    }
}
