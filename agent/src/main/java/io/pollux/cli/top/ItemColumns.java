package io.pollux.cli.top;

import io.pollux.cli.text.Units;
import io.pollux.cli.top.Column.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The columns of a list, as its rows have them: the first one fixed, counters that are zero everywhere left out until asked for. */
final class ItemColumns {
    private ItemColumns() {
    }

    static List<Column<Item>> of(List<Item> items, boolean perSecond) {
        Map<String, Item.Value> names = new LinkedHashMap<>();
        items.forEach(item -> item.values().forEach(names::putIfAbsent));
        List<Column<Item>> columns = new ArrayList<>();
        names.forEach((name, value) -> columns.add(column(name, value, place(columns.isEmpty(), name, value, items), perSecond)));
        columns.sort(Comparator.comparing(Column::place));
        return columns;
    }

    private static Place place(boolean first, String name, Item.Value value, List<Item> items) {
        return first ? Place.FIXED
                : !value.sum() || items.stream().anyMatch(item -> item.worth(name, false) != 0) ? Place.SCROLLED : Place.ASKED;
    }

    private static Column<Item> column(String name, Item.Value value, Place place, boolean perSecond) {
        boolean number = value.text() == null;
        Comparator<Item> order = number ? byNumber(name, perSecond, place == Place.FIXED) : Comparator.comparing((Item item) -> item.word(name));
        return new Column<>(name, name.replaceFirst("_ns$", ""), value.help(), number, place, item -> text(item, name, perSecond),
                order.thenComparing(Item::key));
    }

    /** The largest first, or of those that name a row the smallest; what is not known comes last. */
    private static Comparator<Item> byNumber(String name, boolean perSecond, boolean up) {
        Comparator<Item> order = Comparator.comparingDouble(item -> {
            double worth = item.worth(name, perSecond);
            return Double.isNaN(worth) ? Double.NEGATIVE_INFINITY : worth;
        });
        return up ? order : order.reversed();
    }

    private static String text(Item item, String name, boolean perSecond) {
        Item.Value value = item.values().get(name);
        if (value == null || value.text() != null) {
            return value == null ? "-" : value.text();
        }
        double worth = item.worth(name, perSecond);
        if (value.unit().equals(Item.NAME)) {
            return Long.toString((long) worth);
        }
        return Double.isNaN(worth) ? "-" : Units.of(value.unit(), worth);
    }
}
