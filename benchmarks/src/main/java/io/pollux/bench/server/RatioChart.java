package io.pollux.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.bench.Spread;
import io.pollux.bench.Variant;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Measurements as a picture (SVG): for each variant its requests a second and its CPU a request against the bare server of the same round, a dot at
 * the median and a line from the lowest to the highest round, on a logarithmic axis. What is bare itself is grey: the noise.
 */
final class RatioChart {
    private static final int LABELS = 330;
    private static final int PANEL = 260;
    private static final int GAP = 70;
    private static final int ROW = 17;
    private static final int TOP = 58;
    private static final double LOWEST = 0.35;
    private static final double HIGHEST = 2.2;
    private static final double[] GRID = {0.5, 0.75, 1, 1.25, 1.5, 2};
    private static final String STYLE = """
            text { font: 12px system-ui, sans-serif; fill: #222 } .title { font-weight: 600 } .small { font-size: 10px; fill: #666 }
            .ground { fill: #fff } .grid { stroke: #ddd } .one { stroke: #888 } .floor { stroke: #999; fill: #999 } .value { stroke: #1f6feb; fill: #1f6feb }
            @media (prefers-color-scheme: dark) { text { fill: #ddd } .small { fill: #999 } .ground { fill: #16181d } .grid { stroke: #333 } .value { stroke: #6cb0ff; fill: #6cb0ff } }
            """;

    /** A column of the picture. */
    private record Panel(String title, String quantity, int left) {
    }

    private static final List<Panel> PANELS = List.of(new Panel("requests/s against bare", "perSecond", LABELS),
            new Panel("CPU a request against bare", "cpu", LABELS + PANEL + GAP));

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private RatioChart() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /**
     * The picture.
     *
     * @param measured the measurements of a file of {@link Measurements}
     * @param variants where the titles are; those that are not there are called by their names
     */
    static String of(JsonNode measured, String title, List<Variant> variants) {
        try {
            RatioChart chart = new RatioChart();
            chart.draw(measured, title, variants);
            return chart.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e);
        }
    }

    private void draw(JsonNode measured, String title, List<Variant> variants) throws XMLStreamException {
        int rows = 0;
        for (JsonNode one : measured) {
            rows += one.path("variants").size();
        }
        int bottom = TOP + rows * ROW + measured.size() * ROW / 2;
        open(title, bottom + ROW);
        for (Panel panel : PANELS) {
            axis(panel, bottom);
        }
        int y = TOP;
        for (JsonNode one : measured) {
            y = server(one, y, variants);
        }
        xml.writeEndElement();
        xml.flush();
    }

    private void open(String title, int height) throws XMLStreamException {
        int width = PANELS.get(1).left() + PANEL + GAP;
        xml.writeStartElement("svg");
        attributes("xmlns", "http://www.w3.org/2000/svg", "viewBox", "0 0 " + width + " " + height, "width", width, "height", height, "role", "img");
        element("title", title);
        element("style", STYLE);
        element("rect", null, "class", "ground", "width", width, "height", height);
        element("text", title, "class", "title", "x", 12, "y", 20);
    }

    private void axis(Panel panel, int bottom) throws XMLStreamException {
        element("text", panel.title(), "class", "title", "x", panel.left(), "y", 40);
        for (double ratio : GRID) {
            element("line", null, "class", ratio == 1 ? "one" : "grid", "x1", x(panel, ratio), "x2", x(panel, ratio), "y1", TOP - 4, "y2", bottom);
            element("text", Double.toString(ratio).replaceAll("\\.0$", ""), "class", "small", "text-anchor", "middle", "x", x(panel, ratio), "y", TOP - 6);
        }
    }

    /** The bare server has its line for its name. Returns where the next begins. */
    private int server(JsonNode one, int top, List<Variant> variants) throws XMLStreamException {
        int y = top + ROW;
        element("text", one.path("text").asText().replaceFirst("(?s)^\\*\\*(.*?)\\*\\*.*", "$1"), "class", "title", "x", 12, "y", y - 4);
        for (JsonNode variant : one.path("variants")) {
            String name = variant.asText();
            if (!name.equals(Variant.BARE)) {
                y += ROW;
                element("text", title(name, variants), "x", 24, "y", y - 4);
                for (Panel panel : PANELS) {
                    whisker(panel, spread(one.path("rounds"), name, panel.quantity()), name.startsWith(Variant.BARE) ? "floor" : "value", y - 8);
                }
            }
        }
        return y + ROW / 2;
    }

    private static String title(String name, List<Variant> variants) {
        Predicate<Variant> named = variant -> variant.name().equals(name);
        return variants.stream().filter(named).map(Variant::title).findFirst().orElse(name).replace("`", "");
    }

    private static Spread spread(JsonNode rounds, String name, String quantity) {
        List<JsonNode> all = new ArrayList<>();
        rounds.forEach(all::add);
        return Spread.of(all, round -> round.path(name).path(quantity).asDouble() / round.path(Variant.BARE).path(quantity).asDouble());
    }

    private void whisker(Panel panel, Spread ratio, String kind, int y) throws XMLStreamException {
        element("line", null, "class", kind, "x1", x(panel, ratio.lowest()), "x2", x(panel, ratio.highest()), "y1", y, "y2", y);
        element("circle", null, "class", kind, "cx", x(panel, ratio.median()), "cy", y, "r", 4);
        element("text", String.format(Locale.ROOT, "%.2f", ratio.median()), "class", "small", "x", panel.left() + PANEL + 8, "y", y + 4);
    }

    /** What lies outside of the axis stands at its end. */
    private static String x(Panel panel, double ratio) {
        double inside = Math.max(LOWEST, Math.min(HIGHEST, ratio));
        return String.format(Locale.ROOT, "%.1f", panel.left() + PANEL * Math.log(inside / LOWEST) / Math.log(HIGHEST / LOWEST));
    }

    private void element(String name, String content, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
        if (content != null) {
            xml.writeCharacters(content);
        }
        xml.writeEndElement();
    }

    private void attributes(Object... pairs) throws XMLStreamException {
        for (int i = 0; i < pairs.length; i += 2) {
            xml.writeAttribute(pairs[i].toString(), pairs[i + 1].toString());
        }
    }
}
