package io.pollux.cli.bench;

import io.pollux.cli.chart.HtmlPage;
import io.pollux.cli.text.Figures;
import java.util.ArrayList;
import java.util.List;

/**
 * A table, as text, Markdown or HTML.
 *
 * @param words how many of its columns, the first ones, are words; the others are numbers
 * @param below lines after it
 */
record Sheet(String title, int words, List<String> heads, List<List<String>> rows, List<String> below) {
    List<String> text() {
        List<String> lines = new ArrayList<>(List.of(title));
        lines.addAll(figures().text());
        lines.addAll(below);
        return lines;
    }

    List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of("### " + title, ""));
        lines.addAll(figures().markdown());
        below.forEach(line -> lines.addAll(List.of("", line)));
        return lines;
    }

    private Figures figures() {
        return new Figures(words, heads, rows);
    }

    void html(HtmlPage page) {
        page.heading(title).table(heads, rows);
        below.forEach(page::note);
    }
}
