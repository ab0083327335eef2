package io.pollux.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Exact totals of a group of descriptors or of an engine: what its closed members left, plus its live members.
 *
 * <p>The closed part is read first. A member that closes in between is then missed for one reading, never counted twice;
 * an exporter that keeps the last value of a series never falls.
 */
public final class Totals {
    private final Row key;
    private final List<Field> columns;
    private final long[] sums;

    private Totals(Row key) {
        this.key = key;
        this.columns = key.section().columns();
        this.sums = columns.stream().mapToLong(key::number).toArray();
    }

    /** Groups of descriptors. Pollux's own descriptors are in none. */
    static List<Totals> byGroup(LedgerReader reader) {
        Map<Integer, Totals> groups = closed(reader, "group");
        Section fds = reader.section("fd");
        Field group = fds.field("group");
        Field own = fds.field("own");
        Adder adder = new Adder(reader.section("group"), fds);
        reader.scan(fds, row -> {
            Totals totals = row.number(own) == 0 ? groups.get((int) row.number(group)) : null;
            if (totals != null) {
                adder.add(totals, row);
            }
        });
        return new ArrayList<>(groups.values());
    }

    /** Engines. The sets of Pollux itself are left out. */
    static List<Totals> byEngine(LedgerReader reader) {
        Map<Integer, Totals> engines = closed(reader, "engine");
        Section sets = reader.section("set");
        Field engine = sets.field("engine");
        Field own = sets.field("own");
        Adder adder = new Adder(reader.section("engine"), sets);
        reader.scan(sets, row -> {
            Totals totals = row.number(own) == 0 ? engines.get((int) row.number(engine)) : null;
            if (totals != null) {
                adder.add(totals, row);
            }
        });
        return new ArrayList<>(engines.values());
    }

    private static Map<Integer, Totals> closed(LedgerReader reader, String section) {
        Map<Integer, Totals> all = new HashMap<>();
        reader.scan(reader.section(section), row -> all.put(row.index(), new Totals(row.copy())));
        return all;
    }

    /** The identity: role, proto, local_port, peer, opened and closed of a group; name and available of an engine. */
    public Row key() {
        return key;
    }

    /** The columns that have a total, in the order of columns.def. */
    public List<Field> columns() {
        return columns;
    }

    /** The total of a column (the largest value, where the column is a maximum). */
    public long total(Field column) {
        return sums[columns.indexOf(column)];
    }

    /** The total of a column by name; 0 when there is none of that name. */
    public long total(String column) {
        for (int i = 0; i < sums.length; i++) {
            if (columns.get(i).name().equals(column)) {
                return sums[i];
            }
        }
        return 0;
    }

    /** Adds the columns that both sections have, by name; found once. */
    private static final class Adder {
        private final Field[] from;
        private final boolean[] max;

        Adder(Section totals, Section members) {
            List<Field> columns = totals.columns();
            from = new Field[columns.size()];
            max = new boolean[columns.size()];
            for (int i = 0; i < from.length; i++) {
                String name = columns.get(i).name();
                from[i] = members.has(name) ? members.field(name) : null;
                max[i] = columns.get(i).isMax();
            }
        }

        void add(Totals totals, Row row) {
            for (int i = 0; i < from.length; i++) {
                if (from[i] != null) {
                    long value = row.number(from[i]);
                    totals.sums[i] = max[i] ? Math.max(totals.sums[i], value) : totals.sums[i] + value;
                }
            }
        }
    }
}
