package io.pollux.cli.top;

import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Totals;
import io.pollux.model.Calibration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Readings of a ledger turned into rates. A descriptor is the same from one reading to the next when fd and generation are. */
public final class TopModel {
    /** Too short an interval would make rates out of noise. */
    private static final double SHORTEST_SECONDS = 0.001;

    private record Key(int fd, long conn) {}

    private final LedgerReader reader;
    private final List<Field> columns;
    private Map<Key, FdView> before = Map.of();
    private Map<String, Long> totalsBefore = Map.of();
    private long readAtNs;
    private Calibration calibration;
    private List<RateRow> rows = List.of();
    private Map<Field, Double> totals = Map.of();

    public TopModel(LedgerReader reader) {
        this.reader = reader;
        this.columns = reader.section("fd").columns();
    }

    public List<Field> columns() {
        return columns;
    }

    /** What this machine's calls and copies cost, as the agent measured it; null: it has not. */
    public Calibration calibration() {
        return calibration;
    }

    /** Descriptors of the last reading that passed the filter, in no order. */
    public List<RateRow> rows() {
        return rows;
    }

    /** What all descriptors together did a second, the closed ones among them. */
    public Map<Field, Double> totals() {
        return totals;
    }

    /** Reads the ledger once. {@code nowNs}: {@link System#nanoTime()}. The first reading has no rates yet. */
    public void update(Predicate<FdView> filter, long nowNs) {
        boolean first = readAtNs == 0;
        if (calibration == null) {
            calibration = Calibration.of(reader.meta());
        }
        double seconds = Math.max(SHORTEST_SECONDS, (nowNs - readAtNs) / 1e9);
        totals = totals(first, seconds);
        List<FdView> views = FdViews.read(reader, filter, Comparator.comparingInt(FdView::fd), Integer.MAX_VALUE).rows();
        Map<Key, FdView> now = new HashMap<>();
        List<RateRow> rates = new ArrayList<>();
        for (FdView view : views) {
            Key key = new Key(view.fd(), view.conn());
            now.put(key, view);
            rates.add(new RateRow(view, first ? Map.of() : rates(view, before.get(key), seconds)));
        }
        rows = rates;
        before = now;
        readAtNs = nowNs;
    }

    /** A descriptor that was not there before has done all of its deeds since. */
    private Map<Field, Double> rates(FdView now, FdView then, double seconds) {
        Map<Field, Double> rates = new HashMap<>();
        for (Field column : columns) {
            long grown = now.number(column) - (then == null ? 0 : then.number(column));
            if (column.isSum() && grown > 0) {
                rates.put(column, grown / seconds);
            }
        }
        return rates;
    }

    private Map<Field, Double> totals(boolean first, double seconds) {
        List<Totals> groups = reader.groups();
        Map<String, Long> now = new HashMap<>();
        Map<Field, Double> rates = new HashMap<>();
        for (Field column : columns) {
            long total = groups.stream().mapToLong(group -> group.total(column.name())).sum();
            now.put(column.name(), total);
            long grown = total - totalsBefore.getOrDefault(column.name(), total);
            if (!first && column.isSum() && grown > 0) {
                rates.put(column, grown / seconds);
            }
        }
        totalsBefore = now;
        return rates;
    }
}
