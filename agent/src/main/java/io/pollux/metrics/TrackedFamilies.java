package io.pollux.metrics;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code /metrics/fds}: the busiest descriptors and event loops by themselves, in families of their own. Counters are those since
 * a descriptor was first shown, beginning with 0, so that no rate takes what came before for news; the series ends with the
 * descriptor, and nothing of it is added to another one.
 */
final class TrackedFamilies extends Collector {
    /** Of one descriptor, at most. */
    private static final int SERIES = 16;
    private static final List<String> IDENTITY = List.of("fd", "conn", "role", "proto", "peer");

    /** What a descriptor had counted when it was first shown. */
    private static final class Shown {
        private final List<String> identity;
        private final long[] before;
        private final boolean[] shown;

        Shown(List<String> identity, int columns) {
            this.identity = identity;
            this.before = new long[columns];
            this.shown = new boolean[columns];
        }
    }

    private final LedgerReader reader;
    private final Peers peers;
    private final int limit;
    private final Section fds;
    private final List<FdColumn> columns;
    private final Activity activity;
    private final Tracker<Row> tracker;
    private final SelectorFamilies selectors;
    private final Map<Long, Shown> shown = new HashMap<>();

    TrackedFamilies(LedgerReader reader, Peers peers, int limit) {
        this.reader = reader;
        this.peers = peers;
        this.limit = limit;
        this.fds = reader.section("fd");
        this.columns = FdColumn.of(fds);
        this.activity = new Activity(fds);
        this.tracker = new Tracker<>(limit);
        this.selectors = new SelectorFamilies(reader, limit > 0);
    }

    /** Series there can be with so many tracked descriptors. */
    static int most(int limit) {
        return limit == 0 ? 2 : limit * SERIES + SelectorFamilies.MOST + 2;
    }

    @Override
    public synchronized List<MetricFamilySamples> collect() {
        Families families = new Families(new Monotone(), most(limit));
        Map<Long, Row> tracked = look(System.nanoTime());
        shown.keySet().retainAll(tracked.keySet());
        describe(families);
        families.gauge("tracked_fds", List.of(), List.of(), tracked.size());
        families.gauge("tracked_limit", List.of(), List.of(), limit);
        tracked.forEach((conn, row) -> add(families, shown.computeIfAbsent(conn, known -> first(row)), row));
        selectors.add(families);
        return families.samples();
    }

    private Map<Long, Row> look(long nowNs) {
        activity.begin(nowNs);
        tracker.begin();
        if (limit > 0) {
            reader.scan(fds, row -> {
                if (row.number("own") == 0) {
                    tracker.offer(row.number("conn"), activity.of(row), row::copy);
                }
            });
        }
        return tracker.settle(nowNs);
    }

    private void describe(Families families) {
        families.describe("tracked_fds", Type.GAUGE, "descriptors that are shown by themselves");
        families.describe("tracked_limit", Type.GAUGE, "descriptors that can be, as top= says");
        for (FdColumn column : columns) {
            families.describe(column.family(), column.isMax() ? Type.GAUGE : Type.COUNTER, column.help());
        }
        families.describe("fd_unread_seconds", Type.GAUGE, "time since input was reported that nobody has read; 0: none is waiting");
    }

    private Shown first(Row row) {
        String remote = row.text("remote");
        List<String> identity = List.of(Integer.toString(row.index()), Long.toString(row.number("conn")), row.text("role"), row.text("proto"),
                peers.nameOf(remote.isEmpty() ? row.text("local") : remote));
        Shown first = new Shown(identity, columns.size());
        int room = SERIES - 1;
        for (int i = 0; i < columns.size() && room > 0; i++) {
            first.before[i] = columns.get(i).isMax() ? 0 : columns.get(i).total(row);
            first.shown[i] = columns.get(i).total(row) > 0;
            room -= first.shown[i] ? 1 : 0;
        }
        return first;
    }

    /** Columns that were still zero come later, if there is room for them. */
    private void add(Families families, Shown fd, Row row) {
        int room = SERIES - 1;
        for (boolean taken : fd.shown) {
            room -= taken ? 1 : 0;
        }
        for (int i = 0; i < columns.size(); i++) {
            FdColumn column = columns.get(i);
            long total = column.total(row);
            if (total < fd.before[i]) {
                fd.before[i] = 0; // a late connect moved what the row had counted into the group it left
            }
            long value = total - fd.before[i];
            if (!fd.shown[i] && value > 0 && room > 0) {
                fd.shown[i] = true;
                room--;
            }
            if (fd.shown[i]) {
                add(families, column, fd.identity, value);
            }
        }
        long reported = fds.has("reported_ns") ? row.number("reported_ns") : 0;
        double unread = reported == 0 ? 0 : Math.max(0, System.nanoTime() - reported) / 1e9;
        families.gauge("fd_unread_seconds", IDENTITY, fd.identity, unread);
    }

    private static void add(Families families, FdColumn column, List<String> identity, long value) {
        List<String> labels = column.labels(IDENTITY);
        List<String> values = new ArrayList<>(column.values(identity));
        if (column.isMax()) {
            families.gauge(column.family(), labels, values, column.exported(value));
        } else {
            families.counter(column.family(), labels, values, column.exported(value));
        }
    }
}
