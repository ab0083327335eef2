package io.pollux.cli;

import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.model.Calibration;
import io.pollux.model.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A calibration for people: what each size costs, with a bar that shows which part of it is the call and which the bytes. */
final class CalibrationText {
    private static final int BAR = 20;

    private CalibrationText() {
    }

    static List<String> lines(Calibration calibration) {
        List<String> lines = new ArrayList<>();
        lines.add("null system call  " + Units.time(calibration.nullCallNs()));
        lines.add("empty wait        " + Units.time(calibration.emptyWaitNs()));
        lines.add("empty read        " + Units.time(calibration.emptyReadNs()));
        lines.add("");
        lines.addAll(curves(calibration.curves()));
        lines.add("");
        lines.add("bars: - the call, # its bytes, by the model: cost of a call + bytes * cost of a byte");
        lines.add("measured in " + Units.time(calibration.tookNs()));
        return lines;
    }

    private static List<String> curves(List<Calibration.Curve> curves) {
        Table table = new Table().right("bytes");
        for (Calibration.Curve curve : curves) {
            table.right(curve.name().replace('_', ' ')).left("");
        }
        int sizes = curves.stream().mapToInt(curve -> curve.points().size()).max().orElse(0);
        for (int i = 0; i < sizes; i++) {
            table.row(size(curves, i));
        }
        table.row(model("call", curves, line -> Units.time(line.fixedNs())));
        table.row(model("KiB", curves, line -> Units.time(line.nsPerByte() * 1024)));
        table.row(model("error", curves, line -> percent(line.meanError())));
        table.row(model("worst", curves, line -> percent(line.maxError())));
        return table.lines();
    }

    /** A curve that ends earlier, where a socket holds no more at once, leaves its cells empty. */
    private static List<String> size(List<Calibration.Curve> curves, int i) {
        List<String> cells = new ArrayList<>(List.of(""));
        for (Calibration.Curve curve : curves) {
            if (i < curve.points().size()) {
                double bytes = curve.points().get(i).bytes();
                cells.set(0, bytes(bytes));
                cells.add(Units.time(curve.points().get(i).ns()));
                cells.add(bar(curve.line(), bytes));
            } else {
                cells.addAll(List.of("", ""));
            }
        }
        return cells;
    }

    private static List<String> model(String what, List<Calibration.Curve> curves, Function<Line, String> value) {
        List<String> cells = new ArrayList<>(List.of(what));
        for (Calibration.Curve curve : curves) {
            cells.addAll(List.of(value.apply(curve.line()), ""));
        }
        return cells;
    }

    private static String bar(Line line, double bytes) {
        int call = (int) Math.round(BAR * line.fixedNs() / line.ns(bytes));
        return "-".repeat(call) + "#".repeat(BAR - call);
    }

    /** The sizes are powers of two, and called so. */
    private static String bytes(double bytes) {
        long n = Math.round(bytes);
        return n >= 1 << 20 ? (n >> 20) + "Mi" : n >= 1 << 10 ? (n >> 10) + "Ki" : Long.toString(n);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f%%", share * 100);
    }
}
