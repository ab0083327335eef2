package io.pollux.cli;

import io.pollux.cli.text.Bar;
import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.ledger.FdView;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where each descriptor's I/O time went: a bar of its parts, and their shares. */
final class SplitTable {
    private static final int BAR = 20;
    private static final int ADDRESS = 21;
    /** By part, in the order of {@link Split#parts()}: the mark in the bar and the head of the column. */
    private static final String MARKS = "ecwh.";
    private static final List<String> HEADS = List.of("enter", "copy", "wait", "heap", "other");

    private SplitTable() {
    }

    /** Under 100 characters each. */
    static List<String> lines(List<FdView> views, Calibration machine) {
        Table table = new Table().right("fd").left("role").left("peer", ADDRESS).right("time").left("where it went");
        HEADS.forEach(table::right);
        for (FdView view : views) {
            table.row(cells(view, Split.of(machine, view::number)));
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.add("e entering the kernel  c copying  w waiting  h heap copy  . other: protocol, wake-ups, preemption");
        lines.add(String.format(Locale.ROOT, "model error: read %.0f%%, write %.0f%% (pollux calibrate)",
                100 * machine.read().meanError(), 100 * machine.write().meanError()));
        return lines;
    }

    private static List<String> cells(FdView view, Split split) {
        long whole = split.wholeNs();
        List<String> cells = new ArrayList<>(List.of(Integer.toString(view.fd()), view.role(), view.peer().isEmpty() ? "-" : view.peer(),
                Units.time(whole), Bar.of(split.parts().values(), MARKS, BAR)));
        split.parts().values().forEach(part -> cells.add(whole == 0 ? "-" : Bar.percent(part, whole)));
        return cells;
    }
}
