package io.pollux.cli.models;

import io.pollux.cli.chart.HtmlPage;
import io.pollux.cli.text.Bar;
import io.pollux.cli.text.Csv;
import io.pollux.cli.text.Document;
import io.pollux.cli.text.Figures;
import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.cli.text.Wrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results, for people, for programs and for spreadsheets. */
public final class Report implements Document {
    private static final int COLUMNS = 98;
    private static final int RATE_BAR = 20;
    private static final int PHASES_BAR = 36;
    private static final double SCALE = 1000;
    private static final List<Figure> COLUMN_FIGURES = Arrays.stream(Figure.values()).filter(figure -> figure.head() != null).toList();
    private static final List<Figure> RANGES = List.of(Figure.RATE, Figure.P50, Figure.P99, Figure.CPU, Figure.COPYING);
    private static final String PER_REQUEST = "calls (system calls), switches (of context), CPU, waiting and copying are the server's, for one request; medians "
            + "of the rounds. Waiting is the time in calls that wait and in reads that found nothing, of all serving threads; copying that in calls that moved bytes.";
    private static final String HIDDEN = "-: out of sight, in threads of the C library, or too few turns to tell.";
    private static final String PHASES = "Where the time of the serving threads goes: w waiting, c copying, . other or out of sight";

    private final Results results;

    public Report(Results results) {
        this.results = results;
    }

    private String client() {
        List<Double> busy = results.served().stream().map(served -> served.median(Figure.CLIENT)).sorted().toList();
        return busy.isEmpty() ? "" : "The client, one thread, was on a processor for " + Figure.CLIENT.format(busy.get(0)) + " to "
                + Figure.CLIENT.format(busy.get(busy.size() - 1)) + " of the time.";
    }

    private boolean hides() {
        return results.served().stream().anyMatch(served -> COLUMN_FIGURES.stream().anyMatch(figure -> served.of(figure) == null));
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(List.of(PER_REQUEST));
        if (hides()) {
            notes.add(HIDDEN);
        }
        notes.add(client());
        results.leftOut().forEach(sentence -> notes.add("Left out: " + sentence));
        return notes;
    }

    // ---- tables ----

    private Figures medians() {
        return new Figures(2, heads(), rows());
    }

    private Figures ranges() {
        return new Figures(1, rangeHeads(), rangeRows());
    }

    private static List<String> heads() {
        List<String> heads = new ArrayList<>(List.of("model", "family"));
        COLUMN_FIGURES.forEach(figure -> heads.add(figure.head()));
        return heads;
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>();
        for (Served served : results.served()) {
            List<String> row = new ArrayList<>(List.of(served.name(), served.model().family()));
            COLUMN_FIGURES.forEach(figure -> row.add(served.text(figure)));
            rows.add(row);
        }
        return rows;
    }

    private static List<String> rangeHeads() {
        List<String> heads = new ArrayList<>(List.of("least..most"));
        RANGES.forEach(figure -> heads.add(figure.head()));
        return heads;
    }

    private List<List<String>> rangeRows() {
        List<List<String>> rows = new ArrayList<>();
        for (Served served : results.served()) {
            List<String> row = new ArrayList<>(List.of(served.name()));
            RANGES.forEach(figure -> row.add(served.range(figure)));
            rows.add(row);
        }
        return rows;
    }

    // ---- text ----

    @Override
    public List<String> text() {
        List<String> lines = new ArrayList<>(Wrap.lines("", "  ", results.head(), COLUMNS));
        lines.add("");
        lines.addAll(medians().text());
        notes().forEach(note -> lines.addAll(Wrap.lines("", "  ", note, COLUMNS)));
        lines.add("");
        lines.addAll(bars());
        lines.add(PHASES);
        if (results.served().stream().anyMatch(served -> served.runs().size() > 1)) {
            lines.add("");
            lines.addAll(ranges().text());
        }
        return lines;
    }

    private List<String> bars() {
        double most = results.served().stream().mapToDouble(served -> served.median(Figure.RATE)).max().orElse(1);
        Table table = new Table().left("model").right("requests/s").left("").left("the two phases");
        for (Served served : results.served()) {
            double rate = served.median(Figure.RATE);
            table.row(served.name(), Units.scaled(rate), "#".repeat((int) Math.round(RATE_BAR * rate / most)), phases(served));
        }
        return table.lines();
    }

    private static String phases(Served served) {
        long waiting = Math.round(SCALE * served.median(Figure.WAITING_SHARE));
        long copying = Math.round(SCALE * served.median(Figure.COPYING_SHARE));
        return Bar.of(List.of(waiting, copying, Math.max(0, (long) SCALE - waiting - copying)), "wc.", PHASES_BAR);
    }

    // ---- other formats ----

    /** One record a model: of each figure the median, the least and the most, empty where it is not to be seen. */
    @Override
    public List<String> csv() {
        List<String> heads = new ArrayList<>(List.of("model", "family"));
        for (Figure figure : Figure.values()) {
            heads.addAll(List.of(figure.key(), figure.key() + "_min", figure.key() + "_max"));
        }
        List<String> records = new ArrayList<>(List.of(Csv.record(heads)));
        results.served().forEach(served -> records.add(Csv.record(record(served))));
        return records;
    }

    @Override
    public Map<String, Object> json() {
        return results.json();
    }

    private static List<String> record(Served served) {
        List<String> cells = new ArrayList<>(List.of(served.name(), served.model().family()));
        for (Figure figure : Figure.values()) {
            Spread spread = served.of(figure);
            cells.addAll(spread == null ? List.of("", "", "") : List.of(number(spread.median()), number(spread.least()), number(spread.most())));
        }
        return cells;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    @Override
    public List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of(results.head(), ""));
        lines.addAll(medians().markdown());
        notes().forEach(note -> lines.addAll(List.of("", note)));
        lines.add("");
        lines.addAll(ranges().markdown());
        return lines;
    }

    // ---- HTML ----

    @Override
    public String html() {
        HtmlPage page = new HtmlPage("The I/O models: one echo workload under each").paragraph(results.head());
        Charts charts = new Charts(results.served());
        page.chart(charts.of("Requests served in a second", Figure.RATE)).chart(charts.latency()).chart(charts.shares())
                .chart(charts.of("Processor time for a request", Figure.CPU)).chart(charts.of("System calls for a request", Figure.CALLS));
        page.heading("Figures").table(heads(), rows());
        notes().forEach(page::note);
        page.heading("Least and most of the rounds").table(rangeHeads(), rangeRows());
        page.heading("The models");
        results.served().forEach(served -> page.paragraph(served.name() + ": " + served.model().about()));
        return page.html();
    }
}
