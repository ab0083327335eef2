package io.pollux.cli.text;

import java.util.Collection;
import java.util.Locale;

/** A bar of fixed length whose parts are to scale. */
public final class Bar {
    private Bar() {
    }

    /**
     * Each part drawn with its own mark, the bar's full length together; empty when there is nothing to draw. Rounded at the parts' ends,
     * so that errors do not add up.
     */
    public static String of(Collection<Long> parts, String marks, int length) {
        long whole = parts.stream().mapToLong(Long::longValue).sum();
        StringBuilder bar = new StringBuilder();
        long sum = 0;
        int mark = 0;
        for (long part : parts) {
            sum += part;
            int end = whole == 0 ? 0 : (int) Math.round((double) length * sum / whole);
            bar.append(marks.substring(mark, mark + 1).repeat(end - bar.length()));
            mark++;
        }
        return bar.toString();
    }

    /** A part's share: "34%". Never rounded to look like nothing, nor like all. */
    public static String percent(long part, long whole) {
        double share = 100.0 * part / whole;
        if (part > 0 && share < 1) {
            return "<1%";
        }
        return part < whole && share > 99 ? ">99%" : String.format(Locale.ROOT, "%.0f%%", share);
    }
}
