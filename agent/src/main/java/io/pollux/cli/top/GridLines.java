package io.pollux.cli.top;

import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Width;
import io.pollux.cli.top.Column.Place;
import io.pollux.cli.top.Line.Style;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Draws the part of a grid that has room: its fixed columns, as many of the others as fit, the rows in sight.
 *
 * @param <T> a row
 */
final class GridLines<T> {
    private static final String GAP = "  ";
    /** Of several fixed columns: "[2001:db8::dead:beef]:65535" is cut, the IPv4 addresses are not. */
    private static final int FIXED_WORD = 21;
    private static final int WORD = 40;
    /** Fixed columns that scroll with the others in a narrow terminal, the first of them first. */
    private static final List<String> YIELD = List.of("model", "proto", "role");

    /** A column with the cells of the rows in sight. */
    private record Laid<T>(Column<T> column, List<String> cells, int width) {
    }

    private final Grid<T> grid;
    private final int width;
    private final int from;
    private final List<T> rows;
    private final List<Laid<T>> fixed = new ArrayList<>();
    private final List<Column<T>> scrolled = new ArrayList<>();
    private final Map<Column<T>, Laid<T>> laid = new IdentityHashMap<>();
    private int shown;

    GridLines(Grid<T> grid, int width, int height) {
        this.grid = grid;
        this.width = width;
        this.from = grid.first(height - 1);
        this.rows = grid.rows().subList(from, Math.min(grid.rows().size(), from + Math.max(1, height - 1)));
        divide();
    }

    private void divide() {
        grid.columns().stream().filter(c -> c.place() == Place.FIXED).map(this::lay).forEach(fixed::add);
        for (int i = 0; i < YIELD.size() && taken(fixed) > width / 2; i++) {
            String key = YIELD.get(i);
            fixed.stream().filter(one -> one.column().key().equals(key)).map(Laid::column).forEach(scrolled::add);
            fixed.removeIf(one -> one.column().key().equals(key));
        }
        scrolled.addAll(0, grid.columns().stream().filter(c -> c.place() != Place.FIXED && grid.shows(c)).toList());
    }

    private Laid<T> lay(Column<T> column) {
        return laid.computeIfAbsent(column, this::layAnew);
    }

    private Laid<T> layAnew(Column<T> column) {
        boolean alone = grid.columns().stream().filter(other -> other.place() == Place.FIXED).count() == 1;
        int limit = column.place() == Place.FIXED && !alone ? FIXED_WORD : WORD;
        List<String> cells = rows.stream().map(row -> Width.end(Printable.of(column.text().apply(row)), limit)).toList();
        return new Laid<>(column, cells, Math.max(column.head().length(), cells.stream().mapToInt(Width::of).max().orElse(0)));
    }

    private static <T> int taken(List<Laid<T>> columns) {
        return columns.stream().mapToInt(one -> one.width() + GAP.length()).sum() - GAP.length();
    }

    /** The heads and the rows in sight. */
    List<Line> lines() {
        List<Laid<T>> columns = new ArrayList<>(fixed);
        int left = firstColumn();
        List<Laid<T>> fitting = fitting(left);
        columns.addAll(fitting);
        shown = fitting.size();
        grid.drawnFrom(left);
        List<Line> lines = new ArrayList<>(List.of(heads(columns)));
        for (int i = 0; i < rows.size(); i++) {
            lines.add(row(columns, i));
        }
        return lines;
    }

    /** "columns 3-7 of 23", empty when all are in sight. After {@link #lines}. */
    String sight() {
        return shown >= scrolled.size() ? "" : "columns " + (grid.left() + 1) + "-" + (grid.left() + Math.max(1, shown)) + " of " + scrolled.size();
    }

    /** As scrolled to, but no further than needed to see the last one, and where the column is in sight that was asked for. */
    private int firstColumn() {
        int left = Math.max(0, Math.min(grid.left(), scrolled.size() - 1));
        while (left > 0 && left - 1 + fitting(left - 1).size() >= scrolled.size()) {
            left--;
        }
        int wanted = IntStream.range(0, scrolled.size()).filter(i -> scrolled.get(i).key().equals(grid.toShow())).findFirst().orElse(-1);
        if (wanted < 0) {
            return left;
        }
        left = Math.min(left, wanted);
        while (left < wanted && left + fitting(left).size() <= wanted) {
            left++;
        }
        return left;
    }

    private List<Laid<T>> fitting(int left) {
        List<Laid<T>> columns = new ArrayList<>();
        int room = width - taken(fixed);
        for (int i = left; i < scrolled.size(); i++) {
            Laid<T> laid = lay(scrolled.get(i));
            room -= GAP.length() + laid.width();
            if (room < 0) {
                break;
            }
            columns.add(laid);
        }
        return columns;
    }

    private Line heads(List<Laid<T>> columns) {
        Line line = null;
        for (Laid<T> one : columns) {
            String head = aligned(one, one.column().head());
            Style style = one.column().key().equals(grid.sort()) ? Style.UNDERLINE : Style.BOLD;
            line = line == null ? Line.of(head, style) : line.and(GAP, Style.PLAIN).and(head, style);
        }
        return line == null ? Line.EMPTY : line;
    }

    private Line row(List<Laid<T>> columns, int i) {
        StringBuilder text = new StringBuilder();
        for (Laid<T> one : columns) {
            text.append(text.length() == 0 ? "" : GAP).append(aligned(one, one.cells().get(i)));
        }
        return Line.of(text.toString(), from + i == grid.selected() ? Style.REVERSE : Style.PLAIN);
    }

    private String aligned(Laid<T> laid, String text) {
        return laid.column().number() ? Width.right(text, laid.width()) : Width.left(text, laid.width());
    }
}
