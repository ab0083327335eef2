package io.pollux.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * One snapshot of the descriptors. Rows are judged while they pass and only those that stay are copied, so the first 50 of
 * 100,000 cost no more memory than 50.
 *
 * @param rows    what was asked for, in order
 * @param columns every column, in the order of columns.def
 * @param matched descriptors that passed the filter, shown or not
 * @param clockNs when the reading began, on the scale of the ledger's stamps
 */
public record FdViews(List<FdView> rows, List<Field> columns, int matched, long clockNs) {

    /** Every descriptor of the application, by number. */
    public static FdViews read(LedgerReader reader) {
        return read(reader, view -> !view.own(), Comparator.comparingInt(FdView::fd), Integer.MAX_VALUE);
    }

    /** The first {@code limit} descriptors that pass the filter, in order. */
    public static FdViews read(LedgerReader reader, Predicate<FdView> filter, Comparator<FdView> order, int limit) {
        long clockNs = System.nanoTime();
        Section section = reader.section("fd");
        Map<Integer, FdView.Loop> loops = loops(reader);
        Field loop = section.field("loop");
        FdView.Identity identity = FdView.Identity.of(section);
        // The worst of those kept is at the head, to be thrown out first.
        PriorityQueue<FdView> kept = new PriorityQueue<>(order.reversed());
        int[] matched = {0};
        reader.scan(section, row -> {
            FdView passing = new FdView(row, identity, loops.getOrDefault((int) row.number(loop), FdView.Loop.NONE));
            if (!filter.test(passing)) {
                return;
            }
            matched[0]++;
            if (limit <= 0 || kept.size() >= limit && order.compare(passing, kept.peek()) >= 0) {
                return;
            }
            if (kept.size() >= limit) {
                kept.poll();
            }
            kept.add(passing.copy());
        });
        List<FdView> rows = new ArrayList<>(kept);
        rows.sort(order);
        return new FdViews(rows, section.columns(), matched[0], clockNs);
    }

    /** The same without the first {@code n} rows: a window into a long table. */
    public FdViews from(int n) {
        return new FdViews(rows.subList(Math.min(n, rows.size()), rows.size()), columns, matched, clockNs);
    }

    private static Map<Integer, FdView.Loop> loops(LedgerReader reader) {
        Map<Integer, FdView.Loop> loops = new HashMap<>();
        reader.scan(reader.section("set"), set -> loops.put(set.index(), new FdView.Loop(set.text("engine"), SetKind.of(reader, set))));
        return loops;
    }
}
