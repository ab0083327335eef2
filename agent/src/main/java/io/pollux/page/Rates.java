package io.pollux.page;

import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Orders descriptors by growth: keeps what each was worth at an earlier reading, one number a descriptor, for the few sort keys
 * that were asked for last. Two readers of one key share its memory, so a rate is over a quarter second at least, whoever asks how often.
 */
final class Rates {
    private static final int KEYS = 4;
    private static final long SHORTEST_NS = 250_000_000;
    /** After a pause, an old reading says how busy a descriptor was, not how busy it is. */
    private static final long LONGEST_NS = 30_000_000_000L;

    /** Values by descriptor number at one moment. */
    private record Past(long atNs, long[] conns, long[] values) {
        static final Past NONE = new Past(0, new long[0], new long[0]);

        long value(FdView view) {
            return view.fd() < conns.length && conns[view.fd()] == view.conn() ? values[view.fd()] : 0;
        }
    }

    /** The moment to compare with, and the one that the next reading may be compared with. */
    private record Pair(Past before, Past latest) {
    }

    private final Map<String, Pair> pairs = new LinkedHashMap<>(KEYS, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Pair> eldest) {
            return size() > KEYS;
        }
    };

    /** Begins a reading of the columns that {@code key} adds up. */
    synchronized Reading begin(String key, List<Field> columns, long nowNs) {
        Pair pair = pairs.getOrDefault(key, new Pair(Past.NONE, Past.NONE));
        Past before = nowNs - pair.latest.atNs >= SHORTEST_NS ? pair.latest : pair.before;
        return new Reading(key, columns, nowNs, nowNs - before.atNs <= LONGEST_NS ? before : Past.NONE);
    }

    /** Keeps what the reading noted for those to come. */
    synchronized void end(Reading reading) {
        Pair pair = pairs.getOrDefault(reading.key, new Pair(Past.NONE, Past.NONE));
        if (reading.nowNs - pair.latest.atNs >= SHORTEST_NS) {
            pairs.put(reading.key, new Pair(pair.latest, new Past(reading.nowNs, reading.conns, reading.values)));
        }
    }

    /** One pass over the descriptors. By one thread. */
    static final class Reading {
        private final String key;
        private final List<Field> columns;
        private final long nowNs;
        private final Past before;
        private long[] conns = new long[256];
        private long[] values = new long[256];

        private Reading(String key, List<Field> columns, long nowNs, Past before) {
            this.key = key;
            this.columns = columns;
            this.nowNs = nowNs;
            this.before = before;
        }

        /** Keeps what the descriptor is worth now; always true, to stand in front of a filter. */
        boolean note(FdView view) {
            if (view.fd() >= conns.length) {
                int length = Math.max(view.fd() + 1, 2 * conns.length);
                conns = Arrays.copyOf(conns, length);
                values = Arrays.copyOf(values, length);
            }
            conns[view.fd()] = view.conn();
            values[view.fd()] = worth(view);
            return true;
        }

        private long worth(FdView view) {
            long worth = 0;
            for (Field column : columns) {
                worth += view.number(column);
            }
            return worth;
        }

        /** Growth a second since the reading before; a maximum is what it is. 0 where there is no reading to compare with. */
        double perSecond(FdView view) {
            if (!columns.get(0).isSum()) {
                return worth(view);
            }
            return before == Past.NONE ? 0 : (worth(view) - before.value(view)) * 1e9 / (nowNs - before.atNs);
        }
    }
}
