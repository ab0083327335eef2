package io.pollux.cli.chart;

import java.util.List;

/** A report as one HTML file: words, charts and tables, nothing fetched and nothing run. Not thread-safe. */
public final class HtmlPage {
    private final String title;
    private final Markup body = new Markup();

    public HtmlPage(String title) {
        this.title = title;
        body.element("h1", title).line();
    }

    public HtmlPage heading(String text) {
        body.element("h2", text).line();
        return this;
    }

    public HtmlPage paragraph(String text) {
        body.element("p", text).line();
        return this;
    }

    /** A paragraph that matters less. */
    public HtmlPage note(String text) {
        body.element("p", text, "class", "quiet").line();
        return this;
    }

    public HtmlPage chart(LineChart chart) {
        body.raw(chart.inline());
        return this;
    }

    public HtmlPage chart(BarChart chart) {
        body.raw(chart.inline());
        return this;
    }

    /** A table whose first column is words, the others numbers. */
    public HtmlPage table(List<String> heads, List<List<String>> rows) {
        body.open("div", "class", "wide").open("table").open("tr");
        heads.forEach(head -> body.element("th", head));
        body.close("tr").line();
        for (List<String> row : rows) {
            body.open("tr");
            row.forEach(cell -> body.element("td", cell));
            body.close("tr").line();
        }
        body.close("table").close("div").line();
        return this;
    }

    public String html() {
        Markup head = new Markup();
        head.raw("<!DOCTYPE html>\n").open("html", "lang", "en").line().open("meta", "charset", "utf-8").line()
                .open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1").line()
                .open("meta", "name", "color-scheme", "content", "light dark").line()
                .element("title", title).line().raw("<style>" + Style.page() + "</style>\n").raw("<body>\n");
        return head + body.toString() + "</body></html>\n";
    }
}
