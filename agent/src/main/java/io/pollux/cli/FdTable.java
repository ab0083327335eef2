package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Table;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Descriptors as a text table of a given width: who they are, then as many columns as fit, the telling ones first.
 *
 * @param <T> a row: a descriptor with its totals, or with its rates
 */
public final class FdTable<T> {
    /** What to show first where there is room for little. A preference and no list: every other column follows in the ledger's order. */
    private static final List<String> FIRST = List.of("ready_in", "reads", "read_bytes", "writes", "write_bytes");
    /** "[2001:db8::dead:beef]:65535" is cut, the IPv4 addresses are not. */
    private static final int ADDRESS = 21;

    private final Function<T, FdView> view;
    private final BiFunction<T, Field, String> cell;

    /** {@code cell} writes one column of one row; empty cells are zeros. */
    public FdTable(Function<T, FdView> view, BiFunction<T, Field, String> cell) {
        this.view = view;
        this.cell = cell;
    }

    /** The columns in the order in which they get room: those asked for; else the first ones and then all that are not zero everywhere. */
    public List<Field> order(List<Field> known, List<Field> chosen, List<T> rows) {
        List<Field> order = new ArrayList<>(preferred(known, chosen));
        if (chosen != null) {
            return order;
        }
        known.stream().filter(c -> !order.contains(c))
                .filter(c -> rows.stream().anyMatch(row -> view.apply(row).number(c) != 0)).forEach(order::add);
        return order;
    }

    /** What to show first: what was asked for, or else the telling ones. */
    public static List<Field> preferred(List<Field> known, List<Field> chosen) {
        return chosen != null ? chosen : FIRST.stream().flatMap(name -> known.stream().filter(c -> c.name().equals(name))).toList();
    }

    /** The lines of the table, none longer than {@code width} as long as the identity fits. The model yields where it would leave room for few columns. */
    public List<String> lines(List<Field> order, List<T> rows, int width) {
        int with = fitting(order, rows, width, true);
        int without = fitting(order, rows, width, false);
        boolean model = with >= Math.min(without, FIRST.size());
        return table(order.subList(0, model ? with : without), rows, model).lines();
    }

    /** How many of the columns have room. */
    private int fitting(List<Field> order, List<T> rows, int width, boolean model) {
        int columns = 0;
        while (columns < order.size()
                && table(order.subList(0, columns + 1), rows, model).lines().stream().allMatch(line -> line.length() <= width)) {
            columns++;
        }
        return columns;
    }

    private Table table(List<Field> columns, List<T> rows, boolean model) {
        Table table = new Table().right("fd").left("role").left("proto");
        if (model) {
            table.left("model");
        }
        table.left("peer", ADDRESS);
        columns.forEach(column -> table.right(column.name()));
        for (T row : rows) {
            FdView fd = view.apply(row);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(fd.fd()), fd.role(), fd.proto()));
            if (model) {
                cells.add(fd.model());
            }
            cells.add(peer(fd));
            columns.forEach(column -> cells.add(cell.apply(row, column)));
            table.row(cells);
        }
        return table;
    }

    private static String peer(FdView fd) {
        return fd.peer().isEmpty() ? "-" : Printable.of(fd.peer());
    }
}
