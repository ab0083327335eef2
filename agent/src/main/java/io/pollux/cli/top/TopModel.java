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

    private final LedgerReader reader;
    private final List<Field> columns;
    private Map<Integer, FdView> before = Map.of();
    private Map<Field, Long> totalsNow = Map.of();
    private long readAtNs;
    private long clockNs;
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

    /** Descriptors of the last reading that passed the filter, by number. */
    public List<RateRow> rows() {
        return rows;
    }

    /** What all descriptors together did a second, the closed ones among them. */
    public Map<Field, Double> totals() {
        return totals;
    }

    /** When they were read, on the scale of the ledger's stamps. */
    public long clockNs() {
        return clockNs;
    }

    /** Whether any descriptor, closed ones among them, has anything in that column. */
    public boolean counted(Field column) {
        return totalsNow.getOrDefault(column, 0L) != 0 || rows.stream().anyMatch(row -> row.view().number(column) != 0);
    }

    /** Reads the ledger once. {@code nowNs}: {@link System#nanoTime()}. The first reading has no rates yet. */
    public void update(Predicate<FdView> filter, long nowNs) {
        boolean first = readAtNs == 0;
        if (calibration == null) {
            calibration = Calibration.of(reader.meta());
        }
        double seconds = first ? 0 : Math.max(SHORTEST_SECONDS, (nowNs - readAtNs) / 1e9);
        addUp(seconds);
        FdViews views = FdViews.read(reader, filter, Comparator.comparingInt(FdView::fd), Integer.MAX_VALUE);
        Map<Integer, FdView> now = new HashMap<>();
        List<RateRow> rates = new ArrayList<>();
        for (FdView view : views.rows()) {
            FdView then = before.get(view.fd());
            now.put(view.fd(), view);
            rates.add(new RateRow(view, then != null && then.conn() == view.conn() ? then : null, seconds));
        }
        rows = rates;
        before = now;
        readAtNs = nowNs;
        clockNs = views.clockNs();
    }

    private void addUp(double seconds) {
        List<Totals> groups = reader.groups();
        Map<Field, Long> now = new HashMap<>();
        Map<Field, Double> rates = new HashMap<>();
        for (Field column : columns) {
            long total = groups.stream().mapToLong(group -> group.total(column.name())).sum();
            now.put(column, total);
            long grown = total - totalsNow.getOrDefault(column, total);
            if (seconds > 0 && column.isSum() && grown > 0) {
                rates.put(column, grown / seconds);
            }
        }
        totalsNow = now;
        totals = rates;
    }
}
