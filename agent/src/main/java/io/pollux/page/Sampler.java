package io.pollux.page;

import io.pollux.ledger.Field;
import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Adds up the whole ledger at one moment: every sum of descriptors and of sets, what is open, what waits to be read, and percentiles
 * of each histogram since the moment before. One pass over the descriptors. By one thread.
 *
 * <p>Sums never fall: a descriptor that closes between the reading of its group and of its row is in neither for that one moment.
 */
final class Sampler {
    private static final double[] PERCENTILES = {0.5, 0.99};
    /** Histograms by role cover every descriptor once. */
    private static final String BY_ROLE = "_role";

    private final LedgerReader reader;
    private final Part fds;
    private final Part sets;
    private final List<String> kinds;
    private final List<Track> tracks = new ArrayList<>();
    private Map<String, Histogram> before = new HashMap<>();

    Sampler(LedgerReader reader) {
        this.reader = reader;
        this.fds = new Part(reader, "fd", "group");
        this.sets = new Part(reader, "set", "engine");
        this.kinds = reader.labels("hist_kind").values().stream().filter(kind -> kind.endsWith(BY_ROLE)).toList();
        tracks.addAll(fds.tracks());
        tracks.addAll(sets.tracks());
        tracks.add(Track.state("open", "fds", "descriptors that are open"));
        tracks.add(Track.state("unread", "fds", "descriptors reported ready for input and not read since"));
        tracks.add(Track.state("unread_max_ns", "ns", "how long the oldest of them has been waiting"));
        for (String kind : kinds) {
            String name = kind.substring(0, kind.length() - BY_ROLE.length());
            for (double p : PERCENTILES) {
                tracks.add(Track.percentile(name + "_p" + Math.round(p * 100), "time, of " + Math.round(p * 100) + " in 100 at most: " + name.replace('_', ' ')));
            }
        }
    }

    /** What a sample consists of, in its order. */
    List<Track> tracks() {
        return tracks;
    }

    /** A sample; -1 stands for a percentile of nothing. {@code last}: the one before, or null. */
    long[] sample(long[] last) {
        long[] sample = new long[tracks.size()];
        fds.add(reader, sample, 0);
        sets.add(reader, sample, fds.columns.size());
        int at = fds.columns.size() + sets.columns.size();
        for (int i = 0; last != null && i < at; i++) {
            sample[i] = Math.max(sample[i], last[i]);
        }
        sample[at++] = fds.open;
        sample[at++] = fds.unread;
        sample[at++] = fds.oldestNs == 0 ? 0 : Math.max(0, System.nanoTime() - fds.oldestNs);
        percentiles(sample, at);
        return sample;
    }

    private void percentiles(long[] sample, int from) {
        int at = from;
        Map<String, Histogram> now = new HashMap<>();
        reader.hists().forEach(hist -> now.merge(hist.kind(), hist, Histogram::plus));
        for (String kind : kinds) {
            Histogram all = now.get(kind);
            Histogram since = all == null || !before.containsKey(kind) ? all : all.since(before.get(kind));
            for (double p : PERCENTILES) {
                double ns = since == null ? Double.NaN : since.percentileNs(p);
                sample[at++] = Double.isNaN(ns) ? -1 : Math.round(ns);
            }
        }
        before = now;
    }

    /** The sums of one section's live records and of the totals that closed ones left. */
    private static final class Part {
        private final Section live;
        private final Section closed;
        private final List<Field> columns;
        private final Field[] inClosed;
        private final Field own;
        private final Field reported;
        private long open;
        private long unread;
        private long oldestNs;

        Part(LedgerReader reader, String live, String closed) {
            this.live = reader.section(live);
            this.closed = reader.section(closed);
            this.columns = this.live.columns().stream().filter(Field::isSum).filter(column -> this.closed.has(column.name())).toList();
            this.inClosed = columns.stream().map(column -> this.closed.field(column.name())).toArray(Field[]::new);
            this.own = this.live.field("own");
            this.reported = this.live.has("reported_ns") ? this.live.field("reported_ns") : null;
        }

        List<Track> tracks() {
            return columns.stream().map(column -> Track.sum(column, live.name())).toList();
        }

        void add(LedgerReader reader, long[] sample, int from) {
            open = 0;
            unread = 0;
            oldestNs = 0;
            reader.scan(closed, row -> {
                for (int i = 0; i < inClosed.length; i++) {
                    sample[from + i] += row.number(inClosed[i]);
                }
            });
            reader.scan(live, row -> {
                if (row.number(own) == 0) {
                    addLive(row, sample, from);
                }
            });
        }

        private void addLive(Row row, long[] sample, int from) {
            for (int i = 0; i < inClosed.length; i++) {
                sample[from + i] += row.number(columns.get(i));
            }
            open++;
            long since = reported == null ? 0 : row.number(reported);
            if (since != 0) {
                unread++;
                oldestNs = oldestNs == 0 ? since : Math.min(oldestNs, since);
            }
        }
    }
}
