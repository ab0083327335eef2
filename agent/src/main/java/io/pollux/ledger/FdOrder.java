package io.pollux.ledger;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * Orders descriptors by any key: numbers from the largest down, words and identities from the smallest up; ties by number.
 * What a column is worth is the caller's: a total for a snapshot, a rate for {@code top}. One list of keys for the command line and for HTTP.
 *
 * @param <T> what is ordered
 */
public final class FdOrder<T> {
    /** All bytes moved: what "busiest" means when nobody says otherwise. */
    public static final String ACTIVITY = "activity";

    private final List<Field> columns;
    private final Function<T, FdView> view;
    private final ToDoubleBiFunction<T, Field> worth;

    public FdOrder(List<Field> columns, Function<T, FdView> view, ToDoubleBiFunction<T, Field> worth) {
        this.columns = columns;
        this.view = view;
        this.worth = worth;
    }

    /** Identity keys and how they compare. */
    private Map<String, Comparator<T>> identities() {
        Map<String, Comparator<T>> all = new LinkedHashMap<>();
        all.put("fd", Comparator.comparing((T t) -> view.apply(t).fd()));
        all.put("conn", Comparator.comparing((T t) -> view.apply(t).conn()));
        all.put("role", Comparator.comparing((T t) -> view.apply(t).role()));
        all.put("proto", Comparator.comparing((T t) -> view.apply(t).proto()));
        all.put("local", Comparator.comparing((T t) -> view.apply(t).local()));
        all.put("remote", Comparator.comparing((T t) -> view.apply(t).remote()));
        all.put("model", Comparator.comparing((T t) -> view.apply(t).model()));
        all.put("engine", Comparator.comparing((T t) -> view.apply(t).engine()));
        return all;
    }

    /** Every key that can be sorted by. */
    public List<String> keys() {
        List<String> keys = new ArrayList<>(List.of(ACTIVITY));
        keys.addAll(identities().keySet());
        columns.forEach(column -> keys.add(column.name()));
        return keys;
    }

    /**
     * The order of a key.
     *
     * @throws IllegalArgumentException for an unknown key; the message names the known ones
     */
    public Comparator<T> by(String key) {
        return orderOf(key).thenComparing(t -> view.apply(t).fd());
    }

    private Comparator<T> orderOf(String key) {
        Comparator<T> identity = identities().get(key);
        return identity == null ? largestFirst(added(key)) : identity;
    }

    /**
     * The columns whose sum a key orders by; none for an identity.
     *
     * @throws IllegalArgumentException for an unknown key
     */
    public List<Field> added(String key) {
        if (key.equals(ACTIVITY)) {
            return columns.stream().filter(c -> c.isSum() && c.unit().equals("bytes") && c.partOf().isEmpty()).toList();
        }
        List<Field> named = columns.stream().filter(column -> column.name().equals(key)).toList();
        if (named.isEmpty() && !identities().containsKey(key)) {
            throw new IllegalArgumentException("no column '" + key + "'; known: " + String.join(", ", keys()));
        }
        return named;
    }

    /** By what the columns are worth; where that is equal, as rates of a stopped JVM are, by their totals. */
    private Comparator<T> largestFirst(List<Field> added) {
        Comparator<T> byWorth = Comparator.comparingDouble(t -> sum(added, column -> worth.applyAsDouble(t, column)));
        Comparator<T> byTotal = Comparator.comparingDouble(t -> sum(added, view.apply(t)::number));
        return byWorth.thenComparing(byTotal).reversed();
    }

    private static double sum(List<Field> columns, ToDoubleFunction<Field> value) {
        double sum = 0;
        for (Field column : columns) {
            sum += value.applyAsDouble(column);
        }
        return sum;
    }
}
