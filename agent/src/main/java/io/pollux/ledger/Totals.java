package io.pollux.ledger;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

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
    static List<Totals> byGroup(LedgerReader reader, Consumer<Row> visitor) {
        return added(reader, "group", "fd", "group", visitor);
    }

    /** Engines. The sets of Pollux itself are left out. */
    static List<Totals> byEngine(LedgerReader reader) {
        return added(reader, "engine", "set", "engine", row -> { });
    }

    /** The closed part of each record of {@code totals}, and every live member that names it in {@code of}. */
    private static List<Totals> added(LedgerReader reader, String totals, String member, String of, Consumer<Row> visitor) {
        Totals[] all = new Totals[reader.section(totals).capacity()];
        reader.scan(reader.section(totals), row -> all[row.index()] = new Totals(row.copy()));
        Section members = reader.section(member);
        Field index = members.field(of);
        Field own = members.field("own");
        Adder adder = new Adder(reader.section(totals), members);
        reader.scan(members, row -> {
            if (row.number(own) != 0) {
                return;
            }
            long into = row.number(index);
            if (into < all.length && all[(int) into] != null) {
                adder.add(all[(int) into], row);
            }
            visitor.accept(row);
        });
        return Arrays.stream(all).filter(Objects::nonNull).toList();
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
        for (int i = 0; i < sums.length; i++) {
            if (columns.get(i) == column) {
                return sums[i];
            }
        }
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
            long[] sums = totals.sums;
            for (int i = 0; i < from.length; i++) {
                long value = from[i] == null ? 0 : row.number(from[i]);
                sums[i] = max[i] ? Math.max(sums[i], value) : sums[i] + value;
            }
        }
    }
}
