package io.pollux.cli;

import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.SetKind;
import io.pollux.ledger.TaskDir;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The application's sets (selectors and their like) in words. */
public final class Sets {
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
        Map<Integer, Map<String, Integer>> serves = serves(reader);
        List<String> lines = table(reader, sets, serves, List.of());
        for (int n = 1; n <= columns.size(); n++) {
            List<String> wider = table(reader, sets, serves, columns.subList(0, n));
            if (wider.stream().anyMatch(line -> line.length() > width)) {
                break;
            }
            lines = wider;
        }
        return lines;
    }

    /** Descriptors of each set, wake-ups aside, by role. */
    public static Map<Integer, Map<String, Integer>> serves(LedgerReader reader) {
        Map<Integer, Map<String, Integer>> all = new HashMap<>();
        reader.scan(reader.section("fd"), row -> {
            if (row.number("own") == 0 && row.number("loop") >= 0 && !row.text("role").equals("wakeup")) {
                all.computeIfAbsent((int) row.number("loop"), loop -> new TreeMap<>()).merge(row.text("role"), 1, Integer::sum);
            }
        });
        return all;
    }

    /** "52 accepted, 1 listener". */
    public static String words(Map<String, Integer> roles) {
        return roles.entrySet().stream().map(role -> role.getValue() + " " + role.getKey()).collect(Collectors.joining(", "));
    }

    private static List<String> table(LedgerReader reader, List<Row> sets, Map<Integer, Map<String, Integer>> serves, List<Field> columns) {
        Table table = new Table().right("set").left("kind").left("engine").left("thread", 24).left("serves", 40);
        columns.forEach(column -> table.right(column.name()));
        for (Row set : sets) {
            List<String> cells = new ArrayList<>(List.of(Long.toString(set.number("epfd")), SetKind.of(reader, set).label(), set.text("engine"),
                    thread(reader.pid(), set), words(serves.getOrDefault(set.index(), Map.of()))));
            columns.forEach(column -> cells.add(Units.of(column.unit(), set.number(column))));
            table.row(cells);
        }
        return table.lines();
    }

    /** The thread that waited on it last, by the name that Linux keeps of it: 15 characters. */
    public static String thread(long pid, Row set) {
        long tid = set.number("tid");
        String name = tid <= 0 ? "" : TaskDir.name(pid, tid);
        return tid <= 0 ? "-" : name.isEmpty() ? Long.toString(tid) : name;
    }
}
