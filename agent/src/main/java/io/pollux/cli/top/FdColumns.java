package io.pollux.cli.top;

import io.pollux.cli.FdTable;
import io.pollux.cli.text.Units;
import io.pollux.cli.top.Column.Place;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The columns of the table of descriptors: who they are, what they did, since when. */
final class FdColumns {
    private final TopModel model;
    private final List<Field> chosen;
    private final boolean perSecond;
    private final FdOrder<RateRow> orders;

    /** {@code chosen}: the counters asked for, or null; {@code perSecond}: growth, else totals. */
    FdColumns(TopModel model, List<Field> chosen, boolean perSecond) {
        this.model = model;
        this.chosen = chosen;
        this.perSecond = perSecond;
        this.orders = new FdOrder<>(model.columns(), RateRow::view, this::worth);
    }

    private double worth(RateRow row, Field column) {
        return perSecond ? row.worth(column) : row.view().number(column);
    }

    /** All of them, in the order in which they get room. */
    List<Column<RateRow>> all() {
        List<Column<RateRow>> all = new ArrayList<>();
        all.add(new Column<>(FdOrder.ACTIVITY, FdOrder.ACTIVITY, "all bytes moved", true, Place.NOWHERE, row -> "", orders.by(FdOrder.ACTIVITY)));
        all.add(new Column<>("fd", "fd", "number of the descriptor", true, Place.FIXED, row -> Integer.toString(row.view().fd()), orders.by("fd")));
        all.add(word("role", "role", "what the application uses it for", Place.FIXED, FdView::role));
        all.add(word("proto", "proto", "what it is", Place.FIXED, FdView::proto));
        all.add(word("model", "model", "the I/O model it really lives under", Place.FIXED, FdView::model));
        all.add(word("remote", "peer", "the other end; of a descriptor without one, its own address", Place.FIXED, FdView::peer));
        all.addAll(counters());
        all.add(word("engine", "engine", "engine of the set that took it in or reported it last", Place.SCROLLED, FdView::engine));
        all.add(word("local", "local", "address of this end", Place.SCROLLED, FdView::local));
        return all;
    }

    private List<Column<RateRow>> counters() {
        List<Column<RateRow>> all = new ArrayList<>();
        for (Field column : FdTable.preferred(model.columns(), chosen)) {
            all.add(counter(column, Place.SCROLLED));
        }
        all.add(stamp("reported_ns", "unread", "for how long input was reported and not read"));
        all.add(stamp("born_ns", "age", "since when it was first seen"));
        int asked = all.size();
        model.columns().stream().filter(c -> all.stream().noneMatch(there -> there.key().equals(c.name()))).toList()
                .forEach(c -> all.add(counter(c, chosen == null && model.counted(c) ? Place.SCROLLED : Place.ASKED)));
        all.subList(asked, all.size()).sort(Comparator.comparing(Column::place));
        return all;
    }

    private Column<RateRow> counter(Field column, Place place) {
        return new Column<>(column.name(), column.name(), column.help(), true, place, row -> Units.of(column.unit(), worth(row, column)),
                orders.by(column.name()));
    }

    private Column<RateRow> word(String key, String head, String help, Place place, Function<FdView, String> text) {
        return new Column<>(key, head, help, false, place, row -> dashed(text.apply(row.view())), orders.by(key));
    }

    private static String dashed(String text) {
        return text.isEmpty() ? "-" : text;
    }

    /** How long ago it was, the longest first. */
    private Column<RateRow> stamp(String key, String head, String help) {
        Comparator<RateRow> longest = Comparator.comparingLong(row -> row.view().number(key) == 0 ? Long.MAX_VALUE : row.view().number(key));
        return new Column<>(key, head, help, true, Place.SCROLLED, row -> ago(row.view().number(key)), longest.thenComparingInt(row -> row.view().fd()));
    }

    private String ago(long stampNs) {
        return stampNs == 0 ? "-" : Units.time(Math.max(1, model.clockNs() - stampNs));
    }
}
