package io.pollux.cli.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;

/** Lines over two axes, each named at its end. Not thread-safe. */
public final class LineChart {
    private static final double WIDTH = 860;
    private static final double HEIGHT = 440;
    private static final double LEFT = 76;
    private static final double RIGHT = 150;
    private static final double TOP = 54;
    private static final double BOTTOM = 52;
    private static final double NAME_HEIGHT = 15;
    private static final double DOT = 3.5;

    /** A point of a line. */
    public record Point(double x, double y) {
    }

    private record Line(String name, int colour, boolean dashed, List<Point> points) {
        Point last() {
            return points.get(points.size() - 1);
        }
    }

    private final String title;
    private final Axis across;
    private final Axis up;
    private final List<Line> lines = new ArrayList<>();

    public LineChart(String title, Axis across, Axis up) {
        this.title = title;
        this.across = across;
        this.up = up;
    }

    /** A line through the points; lines of the same colour number belong together. One without points is left out. */
    public LineChart line(String name, int colour, boolean dashed, List<Point> points) {
        if (!points.isEmpty()) {
            lines.add(new Line(name, Style.colour(colour), dashed, points));
        }
        return this;
    }

    /** A document of its own. */
    public String svg() {
        return Svg.document(title, WIDTH, HEIGHT, drawn());
    }

    /** One document with several charts, one below the other. */
    public static String svg(String title, List<LineChart> charts) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < charts.size(); i++) {
            all.append(Svg.placed(charts.get(i).inline(), i * HEIGHT));
        }
        return charts.size() == 1 ? charts.get(0).svg() : Svg.document(title, WIDTH, HEIGHT * charts.size(), all.toString());
    }

    /** To stand in an {@link HtmlPage}. */
    String inline() {
        return Svg.inline(title, WIDTH, HEIGHT, drawn());
    }

    private String drawn() {
        across.fit(all(Point::x));
        up.fit(all(Point::y));
        Markup out = new Markup();
        grid(out);
        lines.forEach(line -> curve(out, line));
        names(out);
        return out.toString();
    }

    private DoubleStream all(ToDoubleFunction<Point> value) {
        return lines.stream().flatMap(line -> line.points().stream()).mapToDouble(value);
    }

    private void grid(Markup out) {
        for (double tick : across.ticks()) {
            double x = x(tick);
            out.open("line", "class", "grid", "x1", x, "y1", TOP, "x2", x, "y2", HEIGHT - BOTTOM).close("line");
            out.element("text", across.format(tick), "class", "quiet", "x", x, "y", HEIGHT - BOTTOM + 18, "text-anchor", "middle").line();
        }
        for (double tick : up.ticks()) {
            double y = y(tick);
            out.open("line", "class", "grid", "x1", LEFT, "y1", y, "x2", WIDTH - RIGHT, "y2", y).close("line");
            out.element("text", up.format(tick), "class", "quiet", "x", LEFT - 8, "y", y + 4, "text-anchor", "end").line();
        }
        out.element("text", across.label(), "class", "quiet", "x", (LEFT + WIDTH - RIGHT) / 2, "y", HEIGHT - 12, "text-anchor", "middle");
        out.element("text", up.label(), "class", "quiet", "x", LEFT, "y", TOP - 8, "text-anchor", "middle").line();
    }

    private void curve(Markup out, Line line) {
        StringBuilder path = new StringBuilder();
        for (Point point : line.points()) {
            path.append(path.isEmpty() ? "M" : "L").append(Markup.number(x(point.x()))).append(' ').append(Markup.number(y(point.y())));
        }
        out.open("path", "class", "curve s" + line.colour() + (line.dashed() ? " dashed" : ""), "d", path).close("path");
        for (Point point : line.points()) {
            out.open("circle", "class", "f" + line.colour(), "cx", x(point.x()), "cy", y(point.y()), "r", line.dashed() ? DOT - 1 : DOT)
                    .element("title", line.name() + ", " + across.format(point.x()) + ": " + up.format(point.y())).close("circle");
        }
        out.line();
    }

    /** Each beside its line's end, moved down where another one is in the way. */
    private void names(Markup out) {
        List<Line> downwards = lines.stream().sorted(Comparator.comparingDouble((Line line) -> y(line.last().y()))).toList();
        double least = Math.max(TOP, Math.min(TOP + NAME_HEIGHT, HEIGHT - BOTTOM - NAME_HEIGHT * downwards.size()));
        double free = least;
        for (int i = 0; i < downwards.size(); i++) {
            Line line = downwards.get(i);
            double lowest = HEIGHT - BOTTOM - NAME_HEIGHT * (downwards.size() - 1 - i);
            double at = Math.max(free, Math.min(y(line.last().y()), lowest));
            out.open("path", "class", "curve s" + line.colour() + (line.dashed() ? " dashed" : ""), "d", "M" + Markup.number(WIDTH - RIGHT + 10) + " "
                    + Markup.number(at) + "h16").close("path");
            out.element("text", line.name(), "x", WIDTH - RIGHT + 31, "y", at + 4).line();
            free = at + NAME_HEIGHT;
        }
    }

    private double x(double value) {
        return LEFT + across.place(value) * (WIDTH - LEFT - RIGHT);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - up.place(value) * (HEIGHT - TOP - BOTTOM);
    }
}
