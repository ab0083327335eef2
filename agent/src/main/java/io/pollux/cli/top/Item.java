package io.pollux.cli.top;

import io.pollux.ledger.Field;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A row of anything but descriptors: a selector, a group of peers, an engine, a histogram, a hook. Its words and numbers by name. */
final class Item {
    /** The unit of a number that is a name: all of its digits are shown. */
    static final String NAME = "name";

    /**
     * @param text   of a word; null: it is a number
     * @param number what it is worth
     * @param unit   of a number
     * @param sum    whether it only grows
     * @param help   one line for people
     */
    record Value(String text, double number, String unit, boolean sum, String help) {
    }

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final String key;
    private Item before;
    private double seconds;

    /** {@code key}: what it is the same by from one reading to the next. */
    Item(String key) {
        this.key = key;
    }

    Item word(String name, String text, String help) {
        values.put(name, new Value(text.isEmpty() ? "-" : text, 0, "", false, help));
        return this;
    }

    Item number(String name, double number, String unit, String help) {
        values.put(name, new Value(null, number, unit, false, help));
        return this;
    }

    Item counter(Field column, double number) {
        values.put(column.name(), new Value(null, number, column.unit(), column.isSum(), column.help()));
        return this;
    }

    /** Compares it with an earlier reading; null: there was none. */
    void since(Item earlier, double elapsedSeconds) {
        before = earlier;
        seconds = elapsedSeconds;
        if (before != null) {
            before.before = null;
        }
    }

    String key() {
        return key;
    }

    Map<String, Value> values() {
        return values;
    }

    /** What a value is worth: a sum its growth a second where that is wanted. NaN: it is not known. */
    double worth(String name, boolean perSecond) {
        Value value = values.get(name);
        if (value == null || value.text != null) {
            return Double.NaN;
        }
        if (!perSecond || !value.sum) {
            return value.number;
        }
        Value then = before == null ? null : before.values.get(name);
        return then == null ? Double.NaN : Math.max(0, value.number - then.number) / seconds;
    }

    String word(String name) {
        Value value = values.get(name);
        return value == null || value.text == null ? "" : value.text;
    }

    /** Whether one of its words has the text, in whatever case. */
    boolean mentions(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        return values.values().stream().anyMatch(value -> value.text != null && value.text.toLowerCase(Locale.ROOT).contains(wanted));
    }
}
