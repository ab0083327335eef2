package io.pollux.cli.top;

import io.pollux.cli.Sets;
import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.SetKind;
import io.pollux.ledger.Totals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the ledger tells besides its descriptors, as rows. */
final class Lists {
    private Lists() {
    }

    /** The application's sets: who waits on them, whom they serve, the percentiles of their histograms, what waiting cost. */
    static List<Item> selectors(LedgerReader reader) {
        Map<Integer, Map<String, Integer>> serves = Sets.serves(reader);
        List<Histogram> histograms = reader.hists();
        List<Item> items = new ArrayList<>();
        for (Row set : reader.sets()) {
            if (set.number("own") == 0) {
                Item item = new Item(set.index() + " " + set.number("epfd")).number("set", set.number("epfd"), Item.NAME, "the application's epoll descriptor")
                        .word("kind", SetKind.of(reader, set).label(), "whose loop it is")
                        .word("engine", set.text("engine"), "engine that serves it")
                        .word("thread", Sets.thread(reader.pid(), set), "thread that waited on it last")
                        .word("serves", Sets.words(serves.getOrDefault(set.index(), Map.of())), "its descriptors by role, wake-ups aside");
                histograms.stream().filter(h -> h.kind().endsWith("_set") && h.key() == set.index() && h.count() > 0)
                        .forEach(h -> percentiles(item, h, h.kind().replaceFirst("_set$", "_")));
                set.section().columns().forEach(column -> item.counter(column, set.number(column)));
                items.add(item);
            }
        }
        return items;
    }

    private static void percentiles(Item item, Histogram histogram, String prefix) {
        item.number(prefix + "p50_ns", histogram.percentileNs(0.5), "ns", "half of them took no longer");
        item.number(prefix + "p99_ns", histogram.percentileNs(0.99), "ns", "99 of 100 took no longer");
    }

    /** Groups of descriptors by role, protocol and service: closed ones and live ones together. */
    static List<Item> peers(LedgerReader reader) {
        return reader.groups().stream().map(group -> of(group, "peer", "role", "proto", "local_port")).toList();
    }

    /** Engines: what waiting by them has cost. */
    static List<Item> engines(LedgerReader reader) {
        return reader.engines().stream().map(engine -> of(engine, "name")).toList();
    }

    private static Item of(Totals totals, String... words) {
        Row row = totals.key();
        Item item = new Item(Integer.toString(row.index()));
        for (String word : words) {
            item.word(word, row.text(word).equals("0") ? "" : row.text(word), row.section().field(word).help());
        }
        totals.columns().forEach(column -> item.counter(column, totals.total(column)));
        return item;
    }

    /** Histograms: what took how long, of whom. */
    static List<Item> latency(LedgerReader reader) {
        List<Item> items = new ArrayList<>();
        for (Histogram histogram : reader.hists()) {
            if (histogram.count() > 0) {
                Item item = new Item(histogram.kind() + " " + histogram.key()).word("latency", histogram.kind(), "what is measured")
                        .word("of", reader.nameOf(histogram), "whose").number("count", histogram.count(), "", "values");
                percentiles(item, histogram, "");
                items.add(item);
            }
        }
        return items;
    }

    /** Hooks: which natives are taken over, and which are not. */
    static List<Item> hooks(LedgerReader reader) {
        return reader.hooks().stream().map(hook -> new Item(hook.text("name")).word("hook", hook.text("name"), "class and method of the native")
                .word("state", hook.text("state"), "what became of it").word("why", hook.text("why"), "what stood in the way")).toList();
    }
}
