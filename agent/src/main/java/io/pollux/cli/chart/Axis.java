package io.pollux.cli.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/** One direction of a chart: which values it shows, evenly or by powers of ten, and how they are written. */
public final class Axis {
    private static final double[] STEPS = {1, 2, 5, 10};

    private final String label;
    private final boolean log;
    private final DoubleFunction<String> format;
    private double low;
    private double high;

    private Axis(String label, boolean log, DoubleFunction<String> format) {
        this.label = label;
        this.log = log;
        this.format = format;
    }

    /** Even, from 0 or from the lowest value below it. */
    public static Axis even(String label, DoubleFunction<String> format) {
        return new Axis(label, false, format);
    }

    /** By powers of ten; every value shown must be above 0, others are put at the lower end. */
    public static Axis log(String label, DoubleFunction<String> format) {
        return new Axis(label, true, format);
    }

    String label() {
        return label;
    }

    String format(double value) {
        return format.apply(value);
    }

    /** Takes room for the values: to whole powers of ten, or to a round number. */
    void fit(DoubleStream values) {
        double[] all = values.filter(value -> Double.isFinite(value) && (!log || value > 0)).sorted().toArray();
        double least = all.length == 0 ? 1 : all[0];
        double most = all.length == 0 ? 1 : all[all.length - 1];
        if (log) {
            low = Math.pow(10, Math.floor(Math.log10(least) + 1e-9));
            high = Math.pow(10, Math.max(Math.ceil(Math.log10(most) - 1e-9), Math.log10(low) + 1));
        } else {
            low = Math.min(0, least);
            double step = step(most - low);
            high = low + step * Math.max(1, Math.ceil((most - low) / step - 1e-9));
        }
    }

    /** Where a value is, from 0 at the low end to 1 at the high one. */
    double place(double value) {
        double at = log ? Math.log10(Math.max(value, low) / low) / Math.log10(high / low) : (value - low) / (high - low);
        return Math.max(0, Math.min(1, at));
    }

    /** Values that get a line and a number. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (log) {
            for (double tick = low; tick <= high * 1.001; tick *= 10) {
                ticks.add(tick);
            }
        } else {
            double step = step(high - low);
            for (int i = 0; low + i * step <= high + step / 100; i++) {
                ticks.add(low + i * step);
            }
        }
        return ticks;
    }

    /** A round number of which some four to eight make the range. */
    private static double step(double range) {
        double rough = range > 0 ? range / 5 : 1;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        for (double step : STEPS) {
            if (rough <= step * power * 1.0001) {
                return step * power;
            }
        }
        return 10 * power;
    }
}
