package io.pollux.cli.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        return lines(Integer.MAX_VALUE);
    }

    /** The same in lines of at most {@code width}: the widest columns give way, and their cells break. Words stay whole, whatever the width. */
    public List<String> lines(int width) {
        int[] widths = widths(width);
        List<String> lines = new ArrayList<>(broken(heads, widths));
        rows.forEach(row -> lines.addAll(broken(row, widths)));
        return lines;
    }

    private int[] widths(int width) {
        int[] widths = widest(String::length);
        int[] least = widest(Breaks::longestWord);
        int over = IntStream.of(widths).sum() + GAP.length() * (widths.length - 1) - width;
        for (; over > 0; over--) {
            int gives = IntStream.range(0, widths.length).filter(i -> widths[i] > least[i]).boxed().max(Comparator.comparing(i -> widths[i])).orElse(-1);
            if (gives < 0) {
                break;
            }
            widths[gives]--;
        }
        return widths;
    }

    /** By column, the most that any of its cells measures. */
    private int[] widest(ToIntFunction<String> measure) {
        return IntStream.range(0, heads.size())
                .map(i -> Stream.concat(Stream.of(heads), rows.stream()).mapToInt(row -> measure.applyAsInt(cell(row, i))).max().orElse(0)).toArray();
    }

    /** A row, in as many lines as its highest cell. */
    private List<String> broken(List<String> cells, int[] widths) {
        List<List<String>> columns = IntStream.range(0, widths.length).mapToObj(i -> Breaks.lines(cell(cells, i), widths[i])).toList();
        int height = columns.stream().mapToInt(List::size).max().orElse(0);
        return IntStream.range(0, height).mapToObj(k -> line(columns.stream().map(column -> k < column.size() ? column.get(k) : "").toList(), widths)).toList();
    }

    private String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(Math.max(0, widths[i] - cells.get(i).length()));
            line.append(i == 0 ? "" : GAP).append(rights.get(i) ? blanks + cells.get(i) : cells.get(i) + blanks);
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
