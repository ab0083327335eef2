package io.pollux.cli.top;

import io.pollux.cli.FdTable;
import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Units;
import io.pollux.cli.top.Line.Style;
import io.pollux.cli.top.Overlay.Cover;
import io.pollux.findings.Diagnosis;
import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.List;

/** Draws the model as lines; knows sizes, but no terminal. */
public final class TopScreen {
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

    /** Exactly {@code height} lines. {@code title}: who is watched, in what state; {@code found}: null while nothing was looked for. */
    public List<Line> lines(Line title, Diagnosis found, int width, int height) {
        List<Line> lines = new ArrayList<>();
        lines.add(title);
        lines.add(Line.plain(totals(model.rows().size(), width)));
        lines.add(tabs(found, width));
        int room = Math.max(0, height - lines.size() - 2);
        List<Line> body = new ArrayList<>();
        Line settings = body(body, found, width, room);
        lines.add(settings);
        lines.addAll(body.subList(0, Math.min(room, body.size())));
        while (lines.size() < height - 1) {
            lines.add(Line.EMPTY);
        }
        lines.add(view.typing() == null ? Line.of(Keys.line(width), Style.DIM) : Line.of("filter: " + Printable.of(view.typing()) + "_", Style.BOLD));
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

    /** The views by number; where there is no room for all their names, that of the one in sight alone. */
    private Line tabs(Diagnosis found, int width) {
        int all = 0;
        for (Tab tab : Tab.values()) {
            all += 4 + title(tab, found).length();
        }
        Line line = Line.EMPTY;
        for (Tab tab : Tab.values()) {
            String name = tab == view.tab() || all <= width ? " " + title(tab, found) : "";
            line = line.and((tab.ordinal() + 1) + name, tab == view.tab() ? Style.UNDERLINE : Style.DIM).and("  ", Style.PLAIN);
        }
        return line;
    }

    private static String title(Tab tab, Diagnosis found) {
        return tab.title() + (tab == Tab.FINDINGS && found != null && !found.findings().isEmpty() ? " (" + found.findings().size() + ")" : "");
    }

    /** Draws what is below the settings; returns the settings, which tell what was drawn. */
    private Line body(List<Line> body, Diagnosis found, int width, int height) {
        if (view.overlay().cover() == Cover.COLUMNS) {
            body.addAll(view.chooser().lines(view.grid(), height));
            return settings("");
        }
        if (view.overlay().none() && view.grid() != null) {
            return grid(body, view.grid(), width, height);
        }
        List<Line> text = text(found, width);
        int from = view.overlay().firstLine(text.size(), height);
        int to = Math.min(text.size(), from + height);
        body.addAll(text.subList(from, to));
        return settings(to - from < text.size() ? "lines " + (from + 1) + "-" + to + " of " + text.size() : "");
    }

    private List<Line> text(Diagnosis found, int width) {
        return switch (view.overlay().cover()) {
            case HELP -> Keys.help(width);
            case DRAWER -> new Drawer(model, width).lines(view.overlay().open(), view.overlay().gone(), found);
            default -> FindingLines.all(found, width);
        };
    }

    private <T> Line grid(List<Line> body, Grid<T> grid, int width, int height) {
        if (grid.rows().isEmpty()) {
            body.add(Line.plain("nothing here" + (grid.filter().isEmpty() ? "" : " that matches the filter")));
            return settings("");
        }
        GridLines<T> drawn = new GridLines<>(grid, width, height);
        body.addAll(drawn.lines());
        return settings(drawn.sight());
    }

    private Line settings(String sight) {
        List<String> words = new ArrayList<>();
        Grid<?> grid = view.grid();
        if (grid != null) {
            words.add(sorted(grid));
            words.add(grid.filter().isEmpty() ? "" : "filter \"" + Printable.of(grid.filter()) + '"');
            words.add(view.overlay().none() && !grid.rows().isEmpty() ? "row " + (grid.selected() + 1) + " of " + grid.rows().size() : "");
            words.add(view.perSecond() ? "a second" : "totals");
        }
        words.add("every " + Units.time(view.intervalSeconds() * 1e9));
        words.add(sight);
        words.removeIf(String::isEmpty);
        String line = String.join("   ", words);
        return view.paused() ? Line.of("PAUSED", Style.YELLOW).and("   " + line, Style.DIM) : Line.of(line, Style.DIM);
    }

    private static <T> String sorted(Grid<T> grid) {
        return grid.columns().stream().filter(c -> c.key().equals(grid.sort())).findFirst()
                .map(column -> "sort " + column.head() + ", " + column.direction(grid.reverse())).orElse("not sorted");
    }
}
