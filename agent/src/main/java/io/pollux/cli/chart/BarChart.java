package io.pollux.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/** Lying bars, a group of them for each row, side by side or one after the other. Not thread-safe. */
public final class BarChart {
    private static final double WIDTH = 860;
    private static final double LEFT = 190;
    private static final double RIGHT = 110;
    private static final double TOP = 58;
    private static final double BOTTOM = 44;
    private static final double THICK = 16;
    private static final double GAP = 10;
    private static final double LETTER = 7.2;

    /** A value with its spread, equal to it where there is none. */
    public record Bar(double value, double low, double high) {
        public static Bar of(double value) {
            return new Bar(value, value, value);
        }

        boolean hasSpread() {
            return low < high;
        }
    }

    private record Row(String label, List<Bar> bars) {
        double sum() {
            return bars.stream().mapToDouble(Bar::value).sum();
        }
    }

    private final String title;
    private final Axis across;
    private final List<String> series;
    private final boolean stacked;
    private final List<Row> rows = new ArrayList<>();

    /**
     * @param series  what the bars of a row are, in their order
     * @param stacked one after the other, for parts of a whole; else below each other
     */
    public BarChart(String title, Axis across, List<String> series, boolean stacked) {
        this.title = title;
        this.across = across;
        this.series = List.copyOf(series);
        this.stacked = stacked;
    }

    /** A row with a bar for each series; fewer leave the last ones out. */
    public BarChart row(String label, Bar... bars) {
        rows.add(new Row(label, List.of(bars)));
        return this;
    }

    /** A document of its own. */
    public String svg() {
        return Svg.document(title, WIDTH, height(), drawn());
    }

    /** To stand in an {@link HtmlPage}. */
    String inline() {
        return Svg.inline(title, WIDTH, height(), drawn());
    }

    private double rowHeight() {
        return (stacked ? 1 : series.size()) * THICK + GAP;
    }

    private double height() {
        return TOP + rows.size() * rowHeight() + BOTTOM;
    }

    private String drawn() {
        across.fit(stacked ? rows.stream().mapToDouble(Row::sum)
                : rows.stream().flatMap(row -> row.bars().stream()).flatMapToDouble(bar -> DoubleStream.of(bar.value(), bar.low(), bar.high())));
        Markup out = new Markup();
        grid(out);
        legend(out);
        for (int i = 0; i < rows.size(); i++) {
            row(out, rows.get(i), TOP + i * rowHeight() + GAP / 2);
        }
        return out.toString();
    }

    private void grid(Markup out) {
        double bottom = height() - BOTTOM;
        for (double tick : across.ticks()) {
            double x = x(tick);
            out.open("line", "class", "grid", "x1", x, "y1", TOP, "x2", x, "y2", bottom).close("line");
            out.element("text", across.format(tick), "class", "quiet", "x", x, "y", bottom + 16, "text-anchor", "middle").line();
        }
        out.element("text", across.label(), "class", "quiet", "x", (LEFT + WIDTH - RIGHT) / 2, "y", bottom + 34, "text-anchor", "middle").line();
    }

    private void legend(Markup out) {
        double x = LEFT;
        for (int i = 0; i < series.size() && series.size() > 1; i++) {
            out.open("rect", "class", "f" + Style.colour(i), "x", x, "y", TOP - 24, "width", 12, "height", 12).close("rect");
            out.element("text", series.get(i), "x", x + 18, "y", TOP - 14).line();
            x += 34 + LETTER * series.get(i).length();
        }
    }

    private void row(Markup out, Row row, double top) {
        double height = rowHeight() - GAP;
        out.element("text", row.label(), "x", LEFT - 10, "y", top + height / 2 + 4, "text-anchor", "end");
        double start = 0;
        for (int i = 0; i < row.bars().size(); i++) {
            Bar bar = row.bars().get(i);
            double y = stacked ? top : top + i * THICK;
            bar(out, Style.colour(i), series.get(i), bar, start, y);
            start += stacked ? bar.value() : 0;
        }
        if (stacked) {
            out.element("text", across.format(row.sum()), "class", "quiet", "x", x(row.sum()) + 6, "y", top + THICK - 4);
        }
        out.line();
    }

    private void bar(Markup out, int colour, String name, Bar bar, double start, double y) {
        double from = stacked ? x(start) : LEFT;
        double to = x(start + bar.value());
        out.open("rect", "class", "f" + colour, "x", from, "y", y + 1, "width", Math.max(0.5, to - from), "height", THICK - 2)
                .element("title", name + ": " + across.format(bar.value())).close("rect");
        if (stacked) {
            return;
        }
        double middle = y + THICK / 2;
        if (bar.hasSpread()) {
            out.open("line", "class", "whisker", "x1", x(bar.low()), "y1", middle, "x2", x(bar.high()), "y2", middle).close("line");
        }
        double end = Stream.of(to, x(bar.high())).max(Double::compare).orElse(to);
        out.element("text", across.format(bar.value()), "class", "quiet", "x", end + 6, "y", middle + 4);
    }

    private double x(double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }
}
