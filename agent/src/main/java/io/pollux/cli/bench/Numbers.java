package io.pollux.cli.bench;

import io.pollux.cli.text.Units;
import java.util.Locale;

/** Numbers as the tables write them. */
final class Numbers {
    private Numbers() {
    }

    /** 10,000. */
    static String whole(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }

    /** A mean of counts: whole where it is, else two decimals. */
    static String mean(long sum, long n) {
        double mean = n == 0 ? 0 : (double) sum / n;
        return mean == Math.rint(mean) ? whole((long) mean) : String.format(Locale.ROOT, "%,.2f", mean);
    }

    static String ratio(double ratio) {
        return String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** How many times as much: x1.6, x55, x1,270. */
    static String factor(double factor) {
        return String.format(Locale.ROOT, factor < 9.95 ? "x%.1f" : "x%,.0f", factor);
    }

    static String time(Quartiles ns) {
        return Units.time(ns.middle());
    }

    /** "1.6..1.72us": from the first quartile to the third. */
    static String spread(Quartiles ns) {
        return Units.time(ns.low()) + ".." + Units.time(ns.high());
    }

    /** Seconds for 100,000 times, three digits that matter. */
    static String seconds(double ns) {
        double seconds = ns * 100_000 / 1e9;
        int decimals = seconds < 1 ? 3 : seconds < 10 ? 2 : seconds < 100 ? 1 : 0;
        return String.format(Locale.ROOT, "%." + decimals + "f", seconds);
    }
}
