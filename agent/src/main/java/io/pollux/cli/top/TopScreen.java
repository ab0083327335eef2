package io.pollux.cli.top;

import io.pollux.cli.FdTable;
import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Units;
import io.pollux.cli.top.Line.Style;
import io.pollux.ledger.Field;
import io.pollux.model.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Draws the model as lines; knows sizes, but no terminal. */
public final class TopScreen {
    private static final String KEYS = "q quit  p pause  s S sort  / filter  up down select  Enter details  + - interval  h help";
    private static final String[] HELP = {
        "q, Ctrl-C    quit", "p, space     pause and go on", "s S          next, previous sort column",
        "/            filter rows by a text in address, role, protocol, model or engine; Esc takes it back",
        "up down j k  select a row", "Enter        every column of the selected row, with its help",
        "+ -          longer, shorter interval", "",
        "Numbers are growth a second since the last reading; a column that is a maximum shows itself."};

    private final TopModel model;
    private final TopView view;
    private final List<Field> chosen;
    private final FdTable<RateRow> table = new FdTable<>(RateRow::view, TopScreen::cell);

    /** {@code chosen}: the columns asked for, or null. */
    public TopScreen(TopModel model, TopView view, List<Field> chosen) {
        this.model = model;
        this.view = view;
        this.chosen = chosen;
    }

    private static String cell(RateRow row, Field column) {
        return Units.of(column.unit(), row.worth(column));
    }

    /** Exactly {@code height} lines. {@code title}: who is watched, in what state; {@code rows}: in the order to show. */
    public List<Line> lines(String title, List<RateRow> rows, int width, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Printable.of(title), Style.BOLD));
        lines.add(Line.plain(totals(rows.size(), width)));
        lines.add(new Line(Printable.of(settings()), Style.DIM));
        lines.add(Line.plain(""));
        int room = Math.max(0, height - lines.size() - 1);
        List<Line> body = body(rows, width, room);
        lines.addAll(body.subList(0, Math.min(room, body.size())));
        while (lines.size() < height - 1) {
            lines.add(Line.plain(""));
        }
        lines.add(view.typing() == null ? new Line(KEYS, Style.DIM) : new Line("filter: " + view.typing() + "_", Style.BOLD));
        return lines.subList(0, Math.min(lines.size(), height));
    }

    /** The table for a pipe: no keys, no selection. */
    public List<String> plain(String title, List<RateRow> rows, int width, int limit) {
        List<String> lines = new ArrayList<>(List.of(Printable.of(title), totals(rows.size(), width)));
        List<RateRow> shown = rows.subList(0, Math.min(limit, rows.size()));
        lines.addAll(table.lines(table.order(model.columns(), chosen, shown), shown, width));
        return lines;
    }

    /** All descriptors together, the same columns first as in the table; what does not fit is left out whole. */
    private String totals(int fds, int width) {
        StringBuilder line = new StringBuilder(fds + (fds == 1 ? " descriptor" : " descriptors") + ", together a second:");
        int start = line.length();
        for (Field column : table.order(model.columns(), chosen, List.of())) {
            String rate = Units.of(column.unit(), model.totals().getOrDefault(column, 0.0)) + " " + column.name();
            if (model.totals().containsKey(column) && line.length() + 2 + rate.length() <= width) {
                line.append(line.length() == start ? " " : ", ").append(rate);
            }
        }
        return line.append(line.length() == start ? " nothing" : "").toString();
    }

    private String settings() {
        return "sort " + view.sort() + "   every " + Units.time(view.intervalSeconds() * 1e9)
                + (view.filter().isEmpty() ? "" : "   filter \"" + view.filter() + "\"") + (view.paused() ? "   PAUSED" : "");
    }

    private List<Line> body(List<RateRow> rows, int width, int height) {
        if (view.help()) {
            List<Line> help = new ArrayList<>();
            for (String line : HELP) {
                help.add(Line.plain(line));
            }
            return help.subList(0, Math.min(height, help.size()));
        }
        if (rows.isEmpty()) {
            return List.of(Line.plain("no descriptor" + (view.filter().isEmpty() ? "" : " matches the filter")));
        }
        return view.drawer() ? details(rows.get(view.selected()), height) : table(rows, width, height);
    }

    private List<Line> table(List<RateRow> rows, int width, int height) {
        int room = Math.max(1, height - 1);
        int from = Math.max(0, Math.min(view.selected() - room / 2, rows.size() - room));
        List<RateRow> shown = rows.subList(from, Math.min(rows.size(), from + room));
        List<String> text = table.lines(table.order(model.columns(), chosen, shown), shown, width);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < text.size(); i++) {
            Style style = i == 0 ? Style.BOLD : i - 1 + from == view.selected() ? Style.REVERSE : Style.PLAIN;
            lines.add(new Line(text.get(i), style));
        }
        return lines;
    }

    /** Everything about one descriptor: the columns that are not zero first. */
    private List<Line> details(RateRow row, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(new Line(Printable.of("fd " + row.view().fd() + "  conn " + row.view().conn() + "  " + row.view().role() + " " + row.view().proto()
                + "  " + row.view().local() + " -> " + row.view().remote() + "  " + row.view().model() + "  engine " + row.view().engine()), Style.BOLD));
        where(row).ifPresent(text -> lines.add(Line.plain(text)));
        lines.add(new Line(String.format("%-22s %12s %12s  %s", "", "total", "a second", ""), Style.DIM));
        for (Field column : byValue(row)) {
            lines.add(Line.plain(String.format("%-22s %12s %12s  %s", column.name(), Units.of(column.unit(), row.view().number(column)),
                    column.isSum() ? Units.of(column.unit(), row.worth(column)) : "", column.help())));
        }
        return lines.subList(0, Math.min(height, lines.size()));
    }

    /** "I/O time 1.2s: 40% entering, 35% copying, …", the parts that there are; nothing without a calibration. */
    private Optional<String> where(RateRow row) {
        if (model.calibration() == null) {
            return Optional.empty();
        }
        Split split = Split.of(model.calibration(), row.view()::number);
        String parts = split.parts().entrySet().stream().filter(part -> part.getValue() > 0)
                .map(part -> Math.round(100.0 * part.getValue() / split.wholeNs()) + "% " + part.getKey().replace('_', ' ')).collect(Collectors.joining(", "));
        return Optional.of("I/O time " + Units.time(split.wholeNs()) + (parts.isEmpty() ? "" : ": " + parts));
    }

    private List<Field> byValue(RateRow row) {
        Map<Boolean, List<Field>> parts = model.columns().stream()
                .collect(Collectors.partitioningBy(column -> row.view().number(column) != 0));
        List<Field> all = new ArrayList<>(parts.get(true));
        all.addAll(parts.get(false));
        return all;
    }
}
