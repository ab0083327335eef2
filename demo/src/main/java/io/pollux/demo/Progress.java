package io.pollux.demo;

import java.util.Locale;

/** Lines on standard output that begin with the seconds since the start. */
final class Progress {
    private final long start = System.nanoTime();

    /** Prints a line; the arguments are those of {@link String#format(Locale, String, Object...)}. */
    void say(String format, Object... values) {
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(Locale.ROOT, "[%5.1f s] %s%n", seconds, String.format(Locale.ROOT, format, values));
    }
}
