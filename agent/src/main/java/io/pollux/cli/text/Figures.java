package io.pollux.cli.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Rows of words and numbers, as a text table or as Markdown.
 *
 * @param words how many of the columns, the first ones, are words; the others are numbers
 */
public record Figures(int words, List<String> heads, List<List<String>> rows) {
    public List<String> text() {
        Table table = new Table();
        for (int i = 0; i < heads.size(); i++) {
            if (i < words) {
                table.left(heads.get(i));
            } else {
                table.right(heads.get(i));
            }
        }
        rows.forEach(table::row);
        return table.lines();
    }

    public List<String> markdown() {
        List<String> rule = new ArrayList<>(Collections.nCopies(words, "---"));
        rule.addAll(Collections.nCopies(heads.size() - words, "---:"));
        List<String> lines = new ArrayList<>(List.of(line(heads), line(rule)));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
