package io.pollux.cli.models;

import io.pollux.cli.chart.Axis;
import io.pollux.cli.chart.BarChart;
import io.pollux.cli.text.Units;
import java.util.List;
import java.util.Locale;

/** The results as pictures: a row for each of the models. */
record Charts(List<Served> models) {
    /** One figure, with the least and the most of the rounds; without those who hide it. */
    BarChart of(String title, Figure figure) {
        BarChart chart = new BarChart(title, Axis.even(figure.head(), figure::format), List.of(figure.head()), false);
        for (Served served : models) {
            Spread spread = served.of(figure);
            if (spread != null) {
                chart.row(served.name(), new BarChart.Bar(spread.median(), spread.least(), spread.most()));
            }
        }
        return chart;
    }

    BarChart latency() {
        BarChart chart = new BarChart("Time from a message to its echo", Axis.log("time", Units::time), List.of("p50", "p99"), false);
        models.forEach(served -> chart.row(served.name(), BarChart.Bar.of(served.median(Figure.P50)), BarChart.Bar.of(served.median(Figure.P99))));
        return chart;
    }

    BarChart shares() {
        BarChart chart = new BarChart("The two phases: where the time of the serving threads goes",
                Axis.even("share of their time", share -> String.format(Locale.ROOT, "%.0f%%", share * 100)),
                List.of("waiting", "copying", "other, or out of sight"), true);
        for (Served served : models) {
            double waiting = served.median(Figure.WAITING_SHARE);
            double copying = served.median(Figure.COPYING_SHARE);
            chart.row(served.name(), BarChart.Bar.of(waiting), BarChart.Bar.of(copying), BarChart.Bar.of(Math.max(0, 1 - waiting - copying)));
        }
        return chart;
    }
}
