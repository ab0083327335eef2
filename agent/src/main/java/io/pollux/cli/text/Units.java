package io.pollux.cli.text;

import java.util.Locale;

/** Numbers short enough for a column: three digits that matter, decimal prefixes (1k = 1000), never rounded to look like zero. */
public final class Units {
    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P", "E"};
    private static final String[] TIMES = {"ns", "us", "ms", "s"};

    private Units() {}

    /** A value of a ledger's unit: bytes as 1.21MB, ns as a time, others as 12.1k. */
    public static String of(String unit, double value) {
        return switch (unit) {
            case "bytes" -> scaled(value) + (value < 1000 ? "" : "B");
            case "ns" -> time(value);
            default -> scaled(value);
        };
    }

    /** 0, 7, 999, 1.21k, 12.1k, 121k, 1.21M; below 10 with a fraction where there is one. */
    public static String scaled(double value) {
        int prefix = 0;
        double scaled = value;
        while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
            scaled /= 1000;
            prefix++;
        }
        return digits(scaled) + PREFIXES[prefix];
    }

    /** 0, 250ns, 1.2us, 35ms, 1.5s, 2m05s, 3h12m, 4d03h. */
    public static String time(double ns) {
        if (ns <= 0) {
            return "0";
        }
        int unit = 0;
        double scaled = ns;
        while (scaled >= 999.5 && unit < TIMES.length - 1) {
            scaled /= 1000;
            unit++;
        }
        return scaled >= 99.5 && unit == TIMES.length - 1 ? span((long) scaled) : digits(scaled) + TIMES[unit];
    }

    /** A span of whole seconds: 45s, 2m05s, 3h12m, 4d03h. */
    public static String span(long seconds) {
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        if (seconds < 86_400) {
            return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
        }
        return String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds / 3600 % 24);
    }

    private static String digits(double value) {
        if (value == 0) {
            return "0";
        }
        if (value < 0.01) {
            return "<0.01";
        }
        int decimals = value >= 99.95 ? 0 : value >= 9.995 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
    }
}
