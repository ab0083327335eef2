package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import java.util.Arrays;
import java.util.List;

/**
 * How busy each descriptor is: events and calls a second, and 4 KiB moved as much as one of them; what is a minute ago counts half.
 * Arrays by number, so that a hundred thousand descriptors are no objects. Not thread-safe.
 */
final class Activity {
    private static final double BYTES_LIKE_A_CALL = 4096;
    private static final double HALF_LIFE_NS = 60e9;

    private final Field[] counts;
    private final Field[] bytes;
    private final Field conn;
    private final Field born;
    private long[] conns = {};
    private double[] totals = {};
    private float[] scores = {};
    private long lastNs;
    private long nowNs;
    private double kept;

    Activity(Section fds) {
        List<Field> columns = fds.columns().stream().filter(f -> f.isSum() && f.partOf().isEmpty()).toList();
        counts = columns.stream().filter(f -> f.unit().equals("events") || f.unit().equals("calls")).toArray(Field[]::new);
        bytes = columns.stream().filter(f -> f.unit().equals("bytes")).toArray(Field[]::new);
        conn = fds.field("conn");
        born = fds.field("born_ns");
    }

    /** Begins a look. @param nowNs on the ledger's clock */
    void begin(long nowNs) {
        lastNs = this.nowNs;
        this.nowNs = nowNs;
        kept = Math.pow(0.5, (nowNs - lastNs) / HALF_LIFE_NS);
    }

    /** How busy a descriptor is; one that is seen for the first time, since its birth. */
    double of(Row fd) {
        int index = fd.index();
        grow(index);
        double total = total(fd);
        boolean known = conns[index] == fd.number(conn);
        double seconds = Math.max(1e6, nowNs - (known ? lastNs : fd.number(born))) / 1e9;
        double rate = (total - (known ? totals[index] : 0)) / seconds;
        scores[index] = (float) (known ? scores[index] * kept + rate * (1 - kept) : rate);
        conns[index] = fd.number(conn);
        totals[index] = total;
        return scores[index];
    }

    private double total(Row fd) {
        long calls = 0;
        long moved = 0;
        for (Field field : counts) {
            calls += fd.number(field);
        }
        for (Field field : bytes) {
            moved += fd.number(field);
        }
        return calls + moved / BYTES_LIKE_A_CALL;
    }

    private void grow(int index) {
        if (index >= conns.length) {
            int length = Math.max(1024, Math.max(index + 1, conns.length * 2));
            conns = Arrays.copyOf(conns, length);
            totals = Arrays.copyOf(totals, length);
            scores = Arrays.copyOf(scores, length);
        }
    }
}
