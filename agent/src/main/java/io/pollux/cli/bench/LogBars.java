package io.pollux.cli.bench;

import io.pollux.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A chart for a terminal: a bar for each wait, by powers of ten, Pollux's with a mark where the C loop's ends. */
final class LogBars {
    private static final int WIDTH = 64;

    private final double low;
    private final double high;

    private LogBars(double least, double most) {
        low = Math.pow(10, Math.floor(Math.log10(least)));
        high = Math.pow(10, Math.max(Math.ceil(Math.log10(most)), Math.log10(low) + 1));
    }

    /** The lines for one group, less than 100 columns each. */
    static List<String> lines(Measured measured, Measured.Group group) {
        double[] all = measured.of(group).stream().mapToDouble(cell -> cell.pollux().waiting().middle()).map(ns -> Math.max(ns, 1)).sorted().toArray();
        LogBars bars = new LogBars(all[0], all[all.length - 1]);
        List<String> lines = new ArrayList<>(List.of("Pollux's waits, by powers of ten (| the C loop): " + group.what(), bars.axis()));
        for (String engine : measured.engines()) {
            String name = engine;
            for (Cell cell : measured.of(group, engine)) {
                lines.add(String.format(Locale.ROOT, "%-8s %7s %s %s", name, Numbers.whole(cell.fds()), bars.bar(cell), Numbers.time(cell.pollux().waiting())));
                name = "";
            }
        }
        return lines;
    }

    private String axis() {
        StringBuilder axis = new StringBuilder(" ".repeat(17));
        for (double tick = low; tick < high * 1.001; tick *= 10) {
            int at = 17 + place(tick);
            axis.append(" ".repeat(Math.max(0, at - axis.length()))).append(Units.time(tick));
        }
        return axis.toString();
    }

    private String bar(Cell cell) {
        StringBuilder bar = new StringBuilder("=".repeat(Math.max(1, place(cell.pollux().waiting().middle()))));
        bar.append(" ".repeat(WIDTH + 1 - bar.length()));
        if (cell.raw() != null) {
            bar.setCharAt(Math.min(WIDTH, place(cell.raw().waiting().middle())), '|');
        }
        return bar.toString();
    }

    private int place(double ns) {
        double share = Math.log10(Math.max(ns, low) / low) / Math.log10(high / low);
        return (int) Math.round(WIDTH * Math.min(1, share));
    }
}
