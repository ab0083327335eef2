package io.pollux.demo;

import java.util.List;
import java.util.Locale;

/** Rounds as people compare them: the totals, then the same by request. Under 100 columns. */
final class RoundTable {
    private RoundTable() {
    }

    static String of(List<Round> rounds) {
        StringBuilder text = new StringBuilder();
        line(text, "%-10s %10s %10s %13s %12s %15s %11s %11s", "engine", "requests/s", "waits", "system calls",
                "fds scanned", "readiness bytes", "ready→read", "ready→read");
        line(text, "%-10s %10s %10s %13s %12s %15s %11s %11s", "", "", "", "", "", "copied", "p50", "p99");
        for (Round r : rounds) {
            line(text, "%-10s %,10.0f %,10.0f %,13.0f %,12.0f %,15.0f %11s %11s", r.engine(), r.requestsPerSecond(),
                    r.waits(), r.syscalls(), r.scannedFds(), r.copiedBytes(), micros(r.readDelay(0.50)),
                    micros(r.readDelay(0.99)));
        }
        text.append("\nby request\n");
        for (Round r : rounds) {
            line(text, "%-10s %10s %10.2f %13.2f %12.2f %15.1f", r.engine(), "", r.waits() / r.requests(),
                    r.syscalls() / r.requests(), r.scannedFds() / r.requests(), r.copiedBytes() / r.requests());
        }
        return text.toString();
    }

    private static String micros(double seconds) {
        return Double.isNaN(seconds) ? "-" : String.format(Locale.ROOT, "%,.1f µs", seconds * 1e6);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
    }
}
