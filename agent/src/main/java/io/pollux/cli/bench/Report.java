package io.pollux.cli.bench;

import io.pollux.cli.chart.Axis;
import io.pollux.cli.chart.HtmlPage;
import io.pollux.cli.chart.LineChart;
import io.pollux.cli.text.Csv;
import io.pollux.cli.text.Document;
import io.pollux.cli.text.Units;
import io.pollux.cli.text.Wrap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured. */
public final class Report implements Document {
    private static final int COLUMNS = 96;

    private final Measured measured;
    private final Sheets sheets;

    public Report(Measured measured) {
        this.measured = measured;
        this.sheets = new Sheets(measured);
    }

    @Override
    public List<String> text() {
        List<String> lines = new ArrayList<>(List.of(sheets.head(), sheets.floors()));
        for (Sheet sheet : sheets.all()) {
            lines.add("");
            lines.addAll(sheet.text());
        }
        for (Measured.Group group : measured.groups()) {
            lines.add("");
            lines.addAll(LogBars.lines(measured, group));
        }
        measured.leftOut().forEach(sentence -> lines.addAll(Wrap.lines("left out: ", "  ", sentence, COLUMNS)));
        return lines;
    }

    @Override
    public List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of(sheets.head() + "; " + sheets.floors()));
        for (Sheet sheet : sheets.all()) {
            lines.add("");
            lines.addAll(sheet.markdown());
        }
        measured.leftOut().forEach(sentence -> lines.addAll(List.of("", "Left out: " + sentence)));
        return lines;
    }

    /** One record a cell. */
    @Override
    public List<String> csv() {
        List<String> records = new ArrayList<>();
        for (Cell cell : measured.cells()) {
            Map<String, String> record = record(cell);
            if (records.isEmpty()) {
                records.add(Csv.record(List.copyOf(record.keySet())));
            }
            records.add(Csv.record(List.copyOf(record.values())));
        }
        return records;
    }

    @Override
    public Map<String, Object> json() {
        return measured.json();
    }

    private static Map<String, String> record(Cell cell) {
        Map<String, String> record = new LinkedHashMap<>();
        record.put("kind", cell.plan().kind().label());
        record.put("engine", cell.plan().engine());
        record.put("asked_fds", Integer.toString(cell.plan().fds()));
        record.put("fds", Integer.toString(cell.fds()));
        record.put("active", Integer.toString(cell.plan().active()));
        put(record, "raw", cell.raw());
        put(record, "pollux", cell.pollux());
        put(record, "ratio", cell.ratio(), 3);
        cell.counts().forEach((name, count) -> record.put(name, Long.toString(count)));
        return record;
    }

    private static void put(Map<String, String> record, String who, Side side) {
        put(record, who + "_wait_ns", side == null ? null : side.waiting(), 1);
        put(record, who + "_add_ns", side == null ? null : side.add(), 1);
        put(record, who + "_change_ns", side == null ? null : side.change(), 1);
        put(record, who + "_del_ns", side == null ? null : side.del(), 1);
    }

    private static void put(Map<String, String> record, String name, Quartiles value, int decimals) {
        String format = "%." + decimals + "f";
        record.put(name + "_q1", value == null ? "" : String.format(Locale.ROOT, format, value.low()));
        record.put(name, value == null ? "" : String.format(Locale.ROOT, format, value.middle()));
        record.put(name + "_q3", value == null ? "" : String.format(Locale.ROOT, format, value.high()));
    }

    /** A picture: the waits of every group, one chart below the other. */
    public String svg() {
        return LineChart.svg("pollux bench", measured.groups().stream().map(this::chart).toList());
    }

    @Override
    public String html() {
        HtmlPage page = new HtmlPage("pollux bench: what a wait costs").paragraph(sheets.head()).note(sheets.floors());
        measured.groups().forEach(group -> page.chart(chart(group)));
        sheets.all().forEach(sheet -> sheet.html(page));
        measured.leftOut().forEach(sentence -> page.note("Left out: " + sentence));
        return page.html();
    }

    /** Pollux's engines in full lines, the C loops beside them dashed. */
    private LineChart chart(Measured.Group group) {
        LineChart chart = new LineChart("Time of a wait: " + group.what(), Axis.log("descriptors waited for", Units::scaled), Axis.log("time", Units::time));
        int colour = 0;
        for (String engine : measured.engines()) {
            List<Cell> cells = measured.of(group, engine);
            chart.line(engine, colour, false, points(cells, false));
            chart.line("C: " + engine, colour++, true, points(cells.stream().filter(cell -> cell.raw() != null).toList(), true));
        }
        return chart;
    }

    private static List<LineChart.Point> points(List<Cell> cells, boolean raw) {
        return cells.stream().map(cell -> new LineChart.Point(cell.fds(), (raw ? cell.raw() : cell.pollux()).waiting().middle())).toList();
    }
}
