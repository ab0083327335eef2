package io.pollux.cli.compare;

import io.pollux.cli.chart.Axis;
import io.pollux.cli.chart.BarChart;
import io.pollux.cli.chart.HtmlPage;
import io.pollux.cli.chart.LineChart;
import io.pollux.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A comparison as one HTML file: the advice, the ratios with their intervals, each turn, and all numbers. */
public final class CompareHtml {
    private final Outcome outcome;
    private final Advice advice;

    public CompareHtml(Outcome outcome, Advice advice) {
        this.outcome = outcome;
        this.advice = advice;
    }

    /** {@code who}: the process, in words. */
    public String page(String who) {
        HtmlPage page = new HtmlPage("pollux compare " + who);
        page.paragraph(advice.sentence());
        page.note(CompareText.how(outcome) + ". Engine in use: " + outcome.inUse().engine() + ".");
        if (outcome.objection().isEmpty()) {
            page.heading("Against " + outcome.inUse().engine());
            page.chart(ratios());
            page.note("1 is as much as under " + outcome.inUse().engine() + "; the whiskers are 95 % intervals.");
            page.table(CompareText.RATIO_HEADS, CompareText.ratioRows(outcome));
        }
        page.heading("Turn by turn");
        page.chart(turns(Measure.CPU));
        page.chart(turns(Measure.READ_P99));
        page.heading("Each engine");
        page.table(CompareText.VALUE_HEADS, CompareText.valueRows(outcome));
        CompareText.notes(outcome).forEach(page::note);
        return page.html();
    }

    /** A row for each measure, a bar for each engine, the one in use among them: it is the measure. What was not measured has no row. */
    private BarChart ratios() {
        BarChart chart = new BarChart("Times as much as under " + outcome.inUse().engine(), Axis.log("ratio", Advice::number),
                outcome.pools().stream().map(Pool::engine).toList(), false);
        for (Measure measure : Measure.values()) {
            List<Ratio> ratios = outcome.others().stream().map(other -> outcome.ratio(other, measure)).toList();
            if (ratios.stream().allMatch(Ratio::isKnown)) {
                Stream<BarChart.Bar> others = ratios.stream().map(CompareHtml::bar);
                chart.row(measure.label(), Stream.concat(Stream.of(BarChart.Bar.of(1)), others).toArray(BarChart.Bar[]::new));
            }
        }
        return chart;
    }

    private static BarChart.Bar bar(Ratio ratio) {
        return new BarChart.Bar(ratio.value(), ratio.low(), ratio.high());
    }

    private LineChart turns(Measure measure) {
        LineChart chart = new LineChart(measure.label() + ", by round", Axis.even("round", Units::scaled),
                Axis.log("", value -> Units.of(measure.unit(), value)));
        List<Pool> pools = outcome.pools();
        for (int i = 0; i < pools.size(); i++) {
            chart.line(pools.get(i).engine(), i, false, points(pools.get(i), measure));
        }
        return chart;
    }

    private static List<LineChart.Point> points(Pool pool, Measure measure) {
        List<LineChart.Point> points = new ArrayList<>();
        IntStream.range(0, pool.samples().size()).filter(i -> pool.value(measure, i) > 0)
                .forEach(i -> points.add(new LineChart.Point(pool.samples().get(i).turn().round(), pool.value(measure, i))));
        return points;
    }
}
