package io.pollux.metrics;

import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The histograms of the busiest event loops, since each was first shown. Few bounds: a loop is one of many. */
final class SelectorFamilies {
    private static final String BY_SET = "_set";
    /** log2 of the upper bounds in ns: 16 us to 1 s. */
    private static final int[] BOUNDS = {14, 17, 20, 24, 27, 30};
    private static final int SELECTORS = 6;
    private static final int KINDS = 2;
    static final int MOST = SELECTORS * KINDS * (BOUNDS.length + 3);
    private static final List<String> LABELS = List.of("selector", "conn");

    private final LedgerReader reader;
    private final Tracker<List<Histogram>> tracker;
    private final Map<Long, Map<String, Histogram>> before = new HashMap<>();

    SelectorFamilies(LedgerReader reader, boolean any) {
        this.reader = reader;
        this.tracker = new Tracker<>(any ? SELECTORS : 0);
    }

    void add(Families families) {
        Map<Long, Integer> epfds = new HashMap<>();
        tracker.begin();
        byLoop(epfds).forEach((conn, histograms) -> tracker.offer(conn, histograms.stream().mapToLong(Histogram::count).sum(), () -> histograms));
        Map<Long, List<Histogram>> tracked = tracker.settle(System.nanoTime());
        before.keySet().retainAll(tracked.keySet());
        tracked.forEach((conn, histograms) -> histograms.stream().limit(KINDS).forEach(histogram -> {
            Histogram first = before.computeIfAbsent(conn, c -> new HashMap<>()).computeIfAbsent(histogram.kind(), kind -> histogram);
            add(families, List.of(Integer.toString(epfds.get(conn)), Long.toString(conn)), histogram.since(first));
        }));
    }

    /** Histograms of each loop, by the generation of its epoll descriptor: a set's place in the ledger is used again. */
    private Map<Long, List<Histogram>> byLoop(Map<Long, Integer> epfds) {
        Map<Long, Integer> sets = new HashMap<>();
        for (Row set : reader.sets()) {
            if (set.number("own") == 0) {
                sets.put((long) set.index(), (int) set.number("epfd"));
            }
        }
        Map<Integer, Long> conns = new HashMap<>();
        reader.scan(reader.section("fd"), row -> {
            if (row.text("proto").equals("epoll")) {
                conns.put(row.index(), row.number("conn"));
            }
        });
        Map<Long, List<Histogram>> byLoop = new LinkedHashMap<>();
        for (Histogram histogram : reader.hists()) {
            Integer epfd = histogram.kind().endsWith(BY_SET) ? sets.get(histogram.key()) : null;
            if (epfd != null && conns.containsKey(epfd)) {
                epfds.put(conns.get(epfd), epfd);
                byLoop.computeIfAbsent(conns.get(epfd), conn -> new ArrayList<>()).add(histogram);
            }
        }
        return byLoop;
    }

    private static void add(Families families, List<String> identity, Histogram histogram) {
        String kind = histogram.kind().substring(0, histogram.kind().length() - BY_SET.length());
        String family = "selector_" + kind + "_seconds";
        families.describe(family, Type.HISTOGRAM, "distribution of " + kind.replace('_', ' ') + " times of one event loop");
        long below = 0;
        int bucket = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            for (int to = i < BOUNDS.length ? BOUNDS[i] : histogram.buckets().length - 1; bucket <= to; bucket++) {
                below += histogram.buckets()[bucket];
            }
            String bound = i < BOUNDS.length ? Collector.doubleToGoString(((1L << BOUNDS[i]) - 1) / 1e9) : "+Inf";
            families.bucket(family, List.of("selector", "conn", "le"), List.of(identity.get(0), identity.get(1), bound), below, null);
        }
        families.histogram(family, "_count", LABELS, identity, below);
        families.histogram(family, "_sum", LABELS, identity, histogram.sumNs() / 1e9);
    }
}
