package io.pollux.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What columns are about, by their names' first words, which columns.def keeps: {@code read} of reads, read_bytes and read_ns. */
public final class Topics {
    private static final String OTHER = "other";

    private final List<Field> columns;
    private final Map<String, Integer> sizes = new TreeMap<>();

    public Topics(List<Field> columns) {
        this.columns = columns;
        columns.forEach(column -> sizes.merge(stem(column), 1, Integer::sum));
    }

    /** The topic of a column; "other" of one that no second is about. */
    public String of(Field column) {
        return sizes.getOrDefault(stem(column), 0) > 1 ? stem(column) : OTHER;
    }

    /** The columns by topic, in the order in which topics first come; the single ones last. */
    public Map<String, List<Field>> all() {
        Map<String, List<Field>> all = new LinkedHashMap<>();
        columns.forEach(column -> all.computeIfAbsent(of(column), topic -> new ArrayList<>()).add(column));
        List<Field> single = all.remove(OTHER);
        if (single != null) {
            all.put(OTHER, single);
        }
        return all;
    }

    private static String stem(Field column) {
        String word = List.of(column.name().split("_")).get(0);
        return word.length() > 3 && word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }
}
