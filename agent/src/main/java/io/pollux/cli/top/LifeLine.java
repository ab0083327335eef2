package io.pollux.cli.top;

import io.pollux.cli.text.Units;
import io.pollux.cli.text.Wrap;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Moment;
import java.util.ArrayList;
import java.util.List;

/** A descriptor's life from its birth until now as a line, with a digit at each moment that the ledger knows of. */
final class LifeLine {
    private static final int WIDEST = 72;

    private LifeLine() {
    }

    /** The line, and below it what the digits stand for. {@code clockNs}: now. */
    static List<String> of(FdView view, long clockNs, int width) {
        List<Moment> moments = Moment.of(view);
        if (moments.isEmpty()) {
            return List.of();
        }
        long born = moments.get(0).ns();
        long span = Math.max(1, clockNs - born);
        int cells = Math.max(10, Math.min(WIDEST, width - 2));
        StringBuilder line = new StringBuilder("-".repeat(cells)).append('>');
        List<String> legend = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            long after = moments.get(i).ns() - born;
            line.setCharAt((int) Math.max(0, Math.min(cells - 1L, Math.round((cells - 1.0) * after / span))), (char) ('1' + i));
            legend.add((i + 1) + " " + moments.get(i).words() + " " + Units.time(Math.max(1, clockNs - moments.get(i).ns())) + " ago");
        }
        String words = String.join(", ", legend);
        List<String> lines = new ArrayList<>(List.of(line.toString()));
        lines.addAll(Wrap.lines("", "", words, width));
        return lines;
    }
}
