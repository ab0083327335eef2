package io.pollux.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.pollux.cli.text.Units;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.DoubleStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {
    private static final String HOSTILE = "</text><script>alert(1)</script>\u001b[2J\"'&";

    @Test
    void aLineChartIsWellFormedAndHasAPathForEachLine() throws Exception {
        Document svg = parsed(lines("one", "two").svg());
        assertThat(svg.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg.getElementsByTagName("circle").getLength()).isEqualTo(6);
        assertThat(svg.getElementsByTagName("style").getLength()).isEqualTo(1);
    }

    @Test
    void whatAnybodyCallsALineStaysText() throws Exception {
        for (String svg : List.of(lines(HOSTILE, "two").svg(), new BarChart(HOSTILE, Axis.even(HOSTILE, Units::scaled), List.of(HOSTILE, "b"), false)
                .row(HOSTILE, BarChart.Bar.of(7), new BarChart.Bar(11, 5, 13)).svg())) {
            Document document = parsed(svg);
            assertThat(document.getElementsByTagName("script").getLength()).isZero();
            assertThat(svg).doesNotContain("\u001b").contains("&lt;script&gt;");
        }
    }

    @Test
    void chartsBelowEachOtherAreOneDocument() throws Exception {
        Document svg = parsed(LineChart.svg("both", List.of(lines("a", "b"), lines("c", "d"))));
        assertThat(svg.getElementsByTagName("svg").getLength()).isEqualTo(3);
        assertThat(svg.getElementsByTagName("style").getLength()).isEqualTo(1);
    }

    @Test
    void powersOfTenLieEquallyFarApart() {
        Axis axis = Axis.log("x", Units::scaled);
        axis.fit(DoubleStream.of(10, 9_989));
        assertThat(axis.ticks()).containsExactly(10.0, 100.0, 1_000.0, 10_000.0);
        assertThat(axis.place(10)).isZero();
        assertThat(axis.place(100)).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(axis.place(10_000)).isEqualTo(1);
        assertThat(axis.place(0)).isZero();
    }

    @Test
    void anEvenAxisBeginsAtZeroAndEndsAtARoundNumber() {
        Axis axis = Axis.even("x", Units::scaled);
        axis.fit(DoubleStream.of(3, 17));
        assertThat(axis.ticks()).startsWith(0.0).endsWith(20.0);
        assertThat(axis.place(5)).isEqualTo(0.25);
    }

    @Test
    void chartsOfNothingAreDrawnNevertheless() throws Exception {
        parsed(new LineChart("none", Axis.log("x", Units::scaled), Axis.log("y", Units::time)).svg());
        parsed(new BarChart("none", Axis.even("x", Units::scaled), List.of("a"), true).row("zero", BarChart.Bar.of(0)).svg());
    }

    @Test
    void aPageFetchesAndRunsNothing() {
        String html = new HtmlPage(HOSTILE).heading("h").paragraph(HOSTILE).note("n").chart(lines(HOSTILE, "b"))
                .table(List.of("a", HOSTILE), List.of(List.of(HOSTILE, "1"))).html();
        assertThat(html).startsWith("<!DOCTYPE html>").endsWith("</html>\n").contains("prefers-color-scheme:dark")
                .doesNotContain("<script", "href=", "src=", "url(", "\u001b");
    }

    private static LineChart lines(String first, String second) {
        return new LineChart("title", Axis.log("fds", Units::scaled), Axis.log("time", Units::time))
                .line(first, 0, false, points(500, 600, 700)).line(second, 1, true, points(1_500, 11_000, 110_000));
    }

    private static List<LineChart.Point> points(double... y) {
        return List.of(new LineChart.Point(10, y[0]), new LineChart.Point(100, y[1]), new LineChart.Point(1_000, y[2]));
    }

    private static Document parsed(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    }
}
