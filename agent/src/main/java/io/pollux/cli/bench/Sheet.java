package io.pollux.cli.bench;

import io.pollux.cli.chart.HtmlPage;
import io.pollux.cli.text.Table;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A table, as text, Markdown or HTML.
 *
 * @param words how many of its columns, the first ones, are words; the others are numbers
 * @param below lines after it
 */
record Sheet(String title, int words, List<String> heads, List<List<String>> rows, List<String> below) {
    List<String> text() {
        Table table = new Table();
        for (int i = 0; i < heads.size(); i++) {
            if (i < words) {
                table.left(heads.get(i));
            } else {
                table.right(heads.get(i));
            }
        }
        rows.forEach(table::row);
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(table.lines());
        lines.addAll(below);
        return lines;
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("### " + title, "", line(heads)));
        List<String> rule = new ArrayList<>(Collections.nCopies(words, "---"));
        rule.addAll(Collections.nCopies(heads.size() - words, "---:"));
        lines.add(line(rule));
        rows.forEach(row -> lines.add(line(row)));
        below.forEach(line -> lines.addAll(List.of("", line)));
        return lines;
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |";
    }

    void html(HtmlPage page) {
        page.heading(title).table(heads, rows);
        below.forEach(page::note);
    }
}
