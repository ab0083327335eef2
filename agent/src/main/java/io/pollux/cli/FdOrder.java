package io.pollux.cli;

import io.pollux.agent.Nearest;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * Orders descriptors by any key: numbers from the largest down, words and identities from the smallest up; ties by number.
 * What a column is worth is the caller's: a total for a snapshot, a rate for {@code top}.
 *
 * @param <T> what is ordered
 */
public final class FdOrder<T> {
    /** All bytes moved: what "busiest" means when nobody says otherwise. */
    public static final String ACTIVITY = "activity";

    private final List<Field> columns;
    private final java.util.function.Function<T, FdView> view;
    private final ToDoubleBiFunction<T, Field> worth;

    public FdOrder(List<Field> columns, java.util.function.Function<T, FdView> view, ToDoubleBiFunction<T, Field> worth) {
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

    /** The order of a key; an unknown key is a usage error that names the nearest. */
    public Comparator<T> by(String key) {
        return orderOf(key).thenComparing(t -> view.apply(t).fd());
    }

    private Comparator<T> orderOf(String key) {
        if (key.equals(ACTIVITY)) {
            List<Field> bytes = columns.stream().filter(c -> c.isSum() && c.unit().equals("bytes") && !isPartOfAnother(c)).toList();
            return largestFirst(t -> bytes.stream().mapToDouble(c -> worth.applyAsDouble(t, c)).sum());
        }
        for (Field column : columns) {
            if (column.name().equals(key)) {
                return largestFirst(t -> worth.applyAsDouble(t, column));
            }
        }
        Comparator<T> identity = identities().get(key);
        if (identity == null) {
            throw new CliException(ExitCode.USAGE, "no column '" + key + "'; nearest: " + Nearest.to(key, keys()));
        }
        return identity;
    }

    private static boolean isPartOfAnother(Field column) {
        return !column.partOf().isEmpty();
    }

    private Comparator<T> largestFirst(java.util.function.ToDoubleFunction<T> value) {
        return Comparator.comparingDouble(value).reversed();
    }
}
