package io.pollux.cli.text;

import java.util.ArrayList;
import java.util.List;

/** A text table: columns as wide as their widest cell, two blanks between them, nothing after the last. */
public final class Table {
    private static final String GAP = "  ";

    private final List<String> heads = new ArrayList<>();
    private final List<Boolean> rights = new ArrayList<>();
    private final List<Integer> limits = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** A column of words. */
    public Table left(String head) {
        return column(head, false, Integer.MAX_VALUE);
    }

    /** A column of words that may be cut to {@code limit}: the end is kept, as with paths and addresses it says most. */
    public Table left(String head, int limit) {
        return column(head, false, limit);
    }

    /** A column of numbers. */
    public Table right(String head) {
        return column(head, true, Integer.MAX_VALUE);
    }

    private Table column(String head, boolean right, int limit) {
        heads.add(head);
        rights.add(right);
        limits.add(limit);
        return this;
    }

    /** One row; fewer cells than columns leave the rest empty. */
    public Table row(List<String> cells) {
        rows.add(cells);
        return this;
    }

    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /** The table, the heads first, each line without trailing blanks. */
    public List<String> lines() {
        int[] widths = new int[heads.size()];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = heads.get(i).length();
            for (List<String> row : rows) {
                widths[i] = Math.max(widths[i], cell(row, i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add(line(heads, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String cell = cell(cells, i);
            String blanks = " ".repeat(Math.max(0, widths[i] - cell.length()));
            line.append(i == 0 ? "" : GAP).append(rights.get(i) ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    private String cell(List<String> cells, int i) {
        return i < cells.size() ? cut(Printable.of(cells.get(i)), limits.get(i)) : "";
    }

    /** The last {@code limit} characters, the first of them a mark when something was cut. */
    public static String cut(String text, int limit) {
        return text.length() <= limit ? text : "~" + text.substring(text.length() - limit + 1);
    }
}
