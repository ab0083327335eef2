package io.pollux.cli.top;

import io.pollux.ledger.LedgerReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A view that is a list: reads it, and gives each row the one it was before. */
final class ListTab {
    private final Function<LedgerReader, List<Item>> source;
    private final Grid<Item> grid = new Grid<>(Item::key, Item::mentions, null, false, "");
    private List<Item> items = List.of();
    private long readAtNs;

    ListTab(Function<LedgerReader, List<Item>> source) {
        this.source = source;
    }

    Grid<Item> grid() {
        return grid;
    }

    /** Reads it anew. {@code nowNs}: {@link System#nanoTime()}. */
    void update(LedgerReader reader, long nowNs) {
        Map<String, Item> before = new HashMap<>();
        items.forEach(item -> before.put(item.key(), item));
        items = source.apply(reader);
        items.forEach(item -> item.since(before.get(item.key()), Math.max(1, nowNs - readAtNs) / 1e9));
        readAtNs = nowNs;
    }

    /** Shows what was read. */
    void show(boolean perSecond) {
        grid.update(items, ItemColumns.of(items, perSecond));
    }
}
