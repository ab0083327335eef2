package io.pollux.cli.top;

import io.pollux.cli.DiagnosisText;
import io.pollux.cli.text.Bar;
import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Units;
import io.pollux.cli.text.Width;
import io.pollux.cli.top.Line.Style;
import io.pollux.findings.Diagnosis;
import io.pollux.findings.Openers;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import io.pollux.ledger.Topics;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Everything about one descriptor: its life so far, what was found, where its time went, every counter by what it is about. */
final class Drawer {
    private static final int BAR = 30;
    /** Room for a label beside a bar, or a counter's name. */
    private static final int LABEL = 22;

    private final TopModel model;
    private final int width;
    private final List<Line> lines = new ArrayList<>();

    Drawer(TopModel model, int width) {
        this.model = model;
        this.width = width;
    }

    /** All lines. {@code gone}: the row is the last that was known of it; {@code found}: null while nothing has been looked for. */
    List<Line> lines(RateRow row, boolean gone, Diagnosis found) {
        FdView view = row.view();
        lines.add(Line.of("fd " + view.fd() + "  conn " + view.conn() + "  " + view.role() + " " + view.proto(), Style.BOLD)
                .and(gone ? "  closed; its last numbers" : "", Style.YELLOW));
        wrapped(Printable.of(ends(view)));
        wrapped(Printable.of(String.join("  ", view.state(), view.mode(), "model " + view.model(), "engine " + view.engine(), "inode " + view.number("inode"))));
        title("Life");
        LifeLine.of(view, model.clockNs(), width).forEach(line -> lines.add(Line.plain(line)));
        if (found != null) {
            found(new DiagnosisText(found, Openers.NONE, 1, width).about(view));
        }
        split(view);
        times(view);
        new Topics(model.columns()).all().forEach((topic, columns) -> counters(topic, columns, row));
        return lines;
    }

    private static String ends(FdView view) {
        return view.local() + (view.remote().isEmpty() ? "" : " -> " + view.remote());
    }

    private void title(String text) {
        lines.add(Line.EMPTY);
        lines.add(Line.of(text, Style.BOLD));
    }

    private void wrapped(String text) {
        for (String rest = text; !rest.isEmpty();) {
            String start = Width.start(rest, width);
            if (start.isEmpty()) {
                break;
            }
            lines.add(Line.plain(start));
            rest = rest.substring(start.length());
        }
    }

    private void found(List<String> about) {
        if (!about.isEmpty()) {
            title("Found");
            about.stream().filter(line -> !line.isEmpty()).forEach(line -> lines.add(FindingLines.of(line)));
        }
    }

    /** The parts of the I/O time; nothing without a calibration. */
    private void split(FdView view) {
        Calibration machine = model.calibration();
        if (machine != null && Split.of(machine, view::number).wholeNs() > 0) {
            Split split = Split.of(machine, view::number);
            bars("I/O time " + Units.time(split.wholeNs()), split.parts(), split.wholeNs());
        }
    }

    private void times(FdView view) {
        Map<String, Long> times = new LinkedHashMap<>();
        model.columns().stream().filter(c -> c.isSum() && c.unit().equals("ns")).forEach(c -> times.put(c.name().replaceFirst("_ns$", ""), view.number(c)));
        bars("Time", times, 0);
    }

    /** Times as bars of one scale, those that are zero left out; of a whole, with their shares. */
    private void bars(String title, Map<String, Long> times, long wholeNs) {
        long most = times.values().stream().mapToLong(Long::longValue).max().orElse(0);
        if (most == 0) {
            return;
        }
        title(title);
        times.forEach((name, ns) -> {
            if (ns > 0) {
                String bar = Bar.of(List.of(ns, most - ns), "# ", Math.max(5, Math.min(BAR, width - LABEL - 20)));
                lines.add(Line.plain(String.format(Locale.ROOT, "  %-20s%s %8s%s", name.replace('_', ' '), bar, Units.time(ns), share(ns, wholeNs))));
            }
        });
    }

    private static String share(long part, long whole) {
        return whole == 0 ? "" : String.format(Locale.ROOT, " %5s", Bar.percent(part, whole));
    }

    /** Exact totals: here is room for all digits. */
    private void counters(String topic, List<Field> columns, RateRow row) {
        lines.add(Line.EMPTY);
        lines.add(Line.of(String.format("%-" + LABEL + "s %20s %10s", topic, "total", "a second"), Style.BOLD));
        for (Field column : columns) {
            long total = row.view().number(column);
            String text = String.format(Locale.ROOT, "%-" + LABEL + "s %20s %10s  %s", column.name(), exact(column, total),
                    column.isSum() ? Units.of(column.unit(), row.worth(column)) : "", column.help());
            lines.add(Line.of(text, total == 0 ? Style.DIM : Style.PLAIN));
        }
    }

    private static String exact(Field column, long total) {
        String unit = Set.of("bytes", "ns").contains(column.unit()) ? " " + column.unit() : "";
        return String.format(Locale.ROOT, "%,d%s", total, unit);
    }
}
