package io.pollux.cli.top;

import io.pollux.cli.top.Column.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * A table that is sorted, filtered and scrolled both ways, with one row selected: what the user has chosen of it, and its rows in that order.
 *
 * @param <T> a row
 */
public final class Grid<T> {
    private final Function<T, Object> identity;
    private final BiPredicate<T, String> mentions;
    private final Map<String, Boolean> wishes = new HashMap<>();
    private List<Column<T>> columns = List.of();
    private List<T> all = List.of();
    private List<T> rows = List.of();
    private String sort;
    private boolean reverse;
    private String filter;
    private boolean everything;
    private int selected;
    private T followed;
    private int first;
    private int left;
    private String toShow;
    private int room = 1;

    /** {@code identity}: what a row is the same by from one reading to the next; {@code sort}: null: as the rows come. */
    public Grid(Function<T, Object> identity, BiPredicate<T, String> mentions, String sort, boolean reverse, String filter) {
        this.identity = identity;
        this.mentions = mentions;
        this.sort = sort;
        this.reverse = reverse;
        this.filter = filter;
    }

    /** Takes a reading. A row that the user has chosen is followed wherever the order takes it; until then the first is, whoever that is. */
    public void update(List<T> newRows, List<Column<T>> newColumns) {
        all = newRows;
        columns = newColumns;
        arrange();
    }

    private void arrange() {
        Comparator<T> order = columns.stream().filter(c -> c.key().equals(sort)).map(Column::order).findFirst().orElse(null);
        rows = new ArrayList<>(all);
        rows.removeIf(row -> !filter.isEmpty() && !mentions.test(row, filter));
        if (order != null) {
            rows.sort(reverse ? order.reversed() : order);
        }
        for (int i = 0; followed != null && i < rows.size(); i++) {
            if (identity.apply(rows.get(i)).equals(identity.apply(followed))) {
                selected = i;
                break;
            }
        }
        selected = Math.max(0, Math.min(selected, rows.size() - 1));
    }

    public List<T> rows() {
        return rows;
    }

    /** Every column, shown or not. */
    public List<Column<T>> columns() {
        return columns;
    }

    /** Whether a column is shown, its place permitting. */
    boolean shows(Column<T> column) {
        return column.place() == Place.FIXED
                || column.place() != Place.NOWHERE && wishes.getOrDefault(column.key(), everything || column.place() == Place.SCROLLED);
    }

    /** Shows a hidden column, hides a shown one. Those at the left edge stay. */
    void toggle(Column<T> column) {
        wishes.put(column.key(), !shows(column));
    }

    /** Shows all columns, or those that are worth it; single choices are forgotten. */
    public void toggleAll() {
        everything = !everything;
        wishes.clear();
    }

    public String sort() {
        return sort;
    }

    public boolean reverse() {
        return reverse;
    }

    /** Sorts by a column; when it is sorted by it already, the other way round. */
    void sortBy(String key) {
        reverse = key.equals(sort) && !reverse;
        sort = key;
        toShow = key;
        arrange();
    }

    /** The next of the columns that are shown and can be sorted by, or with -1 the one before. */
    public void sortNext(int step) {
        List<String> keys = columns.stream().filter(c -> c.order() != null && (shows(c) || c.place() == Place.NOWHERE || c.key().equals(sort)))
                .map(Column::key).toList();
        if (!keys.isEmpty()) {
            int at = keys.indexOf(sort);
            sort = keys.get(at < 0 ? 0 : Math.floorMod(at + step, keys.size()));
            reverse = false;
            toShow = sort;
            arrange();
        }
    }

    public void turnRound() {
        reverse = !reverse;
        arrange();
    }

    public String filter() {
        return filter;
    }

    public void filterBy(String text) {
        filter = text;
        arrange();
    }

    /** Selects the row so many further down; none is past the last. */
    public void move(long by) {
        selected = (int) Math.max(0, Math.min(selected + by, rows.size() - 1));
        followed = rows.isEmpty() ? null : rows.get(selected);
    }

    /** Moves by what is in sight. */
    public void movePages(int pages) {
        move((long) pages * Math.max(1, room - 1));
    }

    /** Selects the first row again, whoever that is. */
    public void letGo() {
        followed = null;
        selected = 0;
    }

    public int selected() {
        return selected;
    }

    /** The selected row, or null. */
    public T current() {
        return rows.isEmpty() ? null : rows.get(selected);
    }

    /** Scrolls sideways by columns. */
    public void scroll(int by) {
        left = Math.max(0, left + by);
    }

    /** The first row in sight where {@code height} rows have room: the selected one is among them. */
    int first(int height) {
        room = Math.max(1, height);
        first = Math.max(Math.min(first, selected), selected - room + 1);
        first = Math.max(0, Math.min(first, rows.size() - room));
        return first;
    }

    /** The column that the scrolled ones begin with. */
    int left() {
        return left;
    }

    /** Where the drawn columns began, after all. */
    void drawnFrom(int column) {
        left = column;
        toShow = null;
    }

    /** The column that must come into sight, or null. */
    String toShow() {
        return toShow;
    }
}
