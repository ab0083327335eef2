package io.pollux.findings;

import io.pollux.ledger.FdView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stack, and what it opened.
 *
 * @param frames      the innermost first; empty: not known, as they are older than stacks=on or were too many
 * @param descriptors those it opened, never none
 */
public record OpenedBy(List<String> frames, List<FdView> descriptors) {
    private static final Comparator<OpenedBy> MOST_FIRST = Comparator.comparing((OpenedBy by) -> by.frames().isEmpty())
            .thenComparing(Comparator.comparingInt((OpenedBy by) -> by.descriptors().size()).reversed());

    /** These descriptors by the stack that opened them: the one that opened most first, those without one last. */
    public static List<OpenedBy> of(List<FdView> descriptors, Openers openers) {
        Map<List<String>, List<FdView>> byFrames = new LinkedHashMap<>();
        for (FdView view : descriptors) {
            byFrames.computeIfAbsent(openers.of(view.fd(), view.conn()), frames -> new ArrayList<>()).add(view);
        }
        List<OpenedBy> all = new ArrayList<>();
        byFrames.forEach((frames, opened) -> all.add(new OpenedBy(frames, opened)));
        all.sort(MOST_FIRST);
        return all;
    }
}
