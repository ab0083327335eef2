package io.pollux.page;

import io.pollux.http.BadParameter;
import io.pollux.http.Query;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.FdsJson;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * {@code /api/fds}: the descriptors, as many and in the order that the parameters ask for; without any, all of them by number.
 *
 * <pre>
 * sort=KEY     a column, an identity, or activity: numbers from the largest down, words from the smallest up
 * reverse=1    the other way round
 * rate=1       numbers by what they grew a second since the reading before
 * offset=N, limit=N
 * filter=TEXT  rows with this text in an address, role, protocol or engine
 * role=, proto=, fd=
 * own=1        Pollux's own descriptors too
 * </pre>
 */
public final class FdsQuery {
    /** More than a process can have, and no overflow when added to itself. */
    private static final int MOST = 1_000_000_000;

    private final LedgerReader reader;
    private final FdOrder<FdView> order;
    private final Rates rates = new Rates();

    public FdsQuery(LedgerReader reader) {
        this.reader = reader;
        this.order = new FdOrder<>(reader.section("fd").columns(), Function.identity(), FdView::number);
    }

    /** Every key that can be sorted by. */
    public List<String> keys() {
        return order.keys();
    }

    /** Answers one request. */
    public void write(Query query, Appendable out) throws IOException {
        query.only("sort", "reverse", "rate", "offset", "limit", "filter", "role", "proto", "fd", "own");
        int offset = query.number("offset", MOST, 0);
        int kept = offset + query.number("limit", MOST, MOST);
        FdsJson.write(out, reader, read(query, kept).from(offset));
    }

    private FdViews read(Query query, int kept) {
        String key = query.text("sort", "fd");
        List<Field> added = added(key);
        Predicate<FdView> filter = filter(query);
        if (!query.flag("rate") || added.isEmpty()) {
            return FdViews.read(reader, filter, direction(query, order.by(key)), kept);
        }
        Rates.Reading reading = rates.begin(key, added, System.nanoTime());
        Comparator<FdView> fastest = Comparator.comparingDouble(reading::perSecond).reversed();
        FdViews views = FdViews.read(reader, view -> reading.note(view) && filter.test(view), direction(query, fastest.thenComparing(order.by(key))), kept);
        rates.end(reading);
        return views;
    }

    private List<Field> added(String key) {
        try {
            return order.added(key);
        } catch (IllegalArgumentException e) {
            throw new BadParameter(e.getMessage());
        }
    }

    private static Comparator<FdView> direction(Query query, Comparator<FdView> order) {
        return query.flag("reverse") ? order.reversed() : order;
    }

    private static Predicate<FdView> filter(Query query) {
        boolean own = query.flag("own");
        String text = query.text("filter", "");
        String role = query.text("role", null);
        String proto = query.text("proto", null);
        int fd = query.number("fd", MOST, -1);
        return view -> (own || !view.own())
                && (fd < 0 || view.fd() == fd)
                && (role == null || role.equals(view.role()))
                && (proto == null || proto.equals(view.proto()))
                && (text.isEmpty() || view.mentions(text));
    }
}
