package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import java.util.ArrayList;
import java.util.List;

/** The application's sets (selectors and their like) in words. */
final class Sets {
    private Sets() {}

    /** "3 sets", those of Pollux itself left out. */
    static String line(LedgerReader reader) {
        long sets = reader.sets().stream().filter(row -> row.number("own") == 0).count();
        return sets + (sets == 1 ? " set" : " sets");
    }

    /** A row a set: who serves it, who waits on it, and as much of what waiting cost as fits. */
    static List<String> table(LedgerReader reader, int width) {
        List<Row> sets = reader.sets().stream().filter(row -> row.number("own") == 0).toList();
        List<Field> columns = reader.section("set").columns().stream()
                .filter(column -> sets.stream().anyMatch(row -> row.number(column) != 0)).toList();
        List<String> lines = table(reader.pid(), sets, List.of());
        for (int n = 1; n <= columns.size(); n++) {
            List<String> wider = table(reader.pid(), sets, columns.subList(0, n));
            if (wider.stream().anyMatch(line -> line.length() > width)) {
                break;
            }
            lines = wider;
        }
        return lines;
    }

    private static List<String> table(long pid, List<Row> sets, List<Field> columns) {
        Table table = new Table().right("set").left("engine").left("thread", 24);
        columns.forEach(column -> table.right(column.name()));
        for (Row set : sets) {
            List<String> cells = new ArrayList<>(List.of(Long.toString(set.number("epfd")), set.text("engine"), thread(pid, set)));
            columns.forEach(column -> cells.add(Units.of(column.unit(), set.number(column))));
            table.row(cells);
        }
        return table.lines();
    }

    /** The thread that waited on it last, by the name that Linux keeps of it: 15 characters. */
    private static String thread(long pid, Row set) {
        long tid = set.number("tid");
        String name = tid <= 0 ? "" : Proc.thread(pid, tid);
        return tid <= 0 ? "-" : name.isEmpty() ? Long.toString(tid) : name;
    }
}
