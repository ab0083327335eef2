package io.pollux.cli.top;

import io.pollux.cli.top.Column.Place;
import io.pollux.cli.top.Line.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Every column of a table with its meaning: to show or hide it, or to sort by it. */
final class ColumnChooser {
    private int selected;

    /** Takes a key; false: it is none of its own. */
    <T> boolean press(Key key, Grid<T> grid) {
        List<Column<T>> columns = grid.columns();
        if (columns.isEmpty() || key.kind() == Key.Kind.CHARACTER && key.character() != ' ') {
            return false;
        }
        selected = Math.min(selected, columns.size() - 1);
        switch (key.kind()) {
            case CHARACTER -> grid.toggle(columns.get(selected));
            case ENTER -> sort(columns.get(selected), grid);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static <T> void sort(Column<T> column, Grid<T> grid) {
        if (column.order() != null) {
            grid.sortBy(column.key());
        }
    }

    void move(long by) {
        selected = (int) Math.max(0, Math.min(selected + by, Integer.MAX_VALUE));
    }

    <T> List<Line> lines(Grid<T> grid, int height) {
        List<Column<T>> columns = grid.columns();
        selected = Math.min(selected, Math.max(0, columns.size() - 1));
        List<Line> lines = new ArrayList<>(List.of(Line.of("space shows or hides a column, Enter sorts by it and turns the order round, Esc goes back", Style.BOLD)));
        int room = Math.max(1, height - 1);
        int from = Math.max(0, Math.min(selected - room / 2, columns.size() - room));
        for (int i = from; i < Math.min(columns.size(), from + room); i++) {
            lines.add(Line.of(line(columns.get(i), grid), i == selected ? Style.REVERSE : Style.PLAIN));
        }
        return lines;
    }

    private static <T> String line(Column<T> column, Grid<T> grid) {
        String shown = column.place() == Place.NOWHERE ? "   " : grid.shows(column) ? "[x]" : "[ ]";
        String sorted = column.key().equals(grid.sort()) ? column.direction(grid.reverse()) : "";
        return String.format(Locale.ROOT, "%s %-22s %-14s  %s", shown, column.head(), sorted, column.help());
    }
}
