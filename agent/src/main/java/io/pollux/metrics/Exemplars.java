package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.Row;
import io.pollux.ledger.Section;
import io.prometheus.client.exemplars.Exemplar;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Descriptors to look at, for the buckets of histograms: a value that the histogram counted, and whose it was. The longest time of each
 * descriptor stands in its row anyway (the maximum named as the histogram), so nothing more is counted for this.
 */
final class Exemplars {
    private static final String MAX = "_max_ns";

    private record Seen(long ns, int fd, long conn) {
    }

    /** Maxima by what they are the maximum of. */
    private final Map<String, Field> maxima = new HashMap<>();
    private final Field conn;
    private final Field role;
    /** By maximum and role: the longest of each power of two. */
    private final Map<String, Map<String, TreeMap<Integer, Seen>>> longest = new HashMap<>();

    Exemplars(Section fds) {
        conn = fds.field("conn");
        role = fds.field("role");
        for (Field field : fds.columns()) {
            if (field.isMax() && field.name().endsWith(MAX)) {
                maxima.put(field.name().substring(0, field.name().length() - MAX.length()), field);
            }
        }
    }

    /** Looks at a descriptor while it passes. */
    void see(Row fd) {
        maxima.forEach((of, field) -> {
            long ns = fd.number(field);
            if (ns > 0) {
                see(of, fd, ns);
            }
        });
    }

    private void see(String of, Row fd, long ns) {
        TreeMap<Integer, Seen> byBits = longest.computeIfAbsent(of, name -> new HashMap<>()).computeIfAbsent(fd.text(role), name -> new TreeMap<>());
        Integer bits = bits(ns);
        Seen known = byBits.get(bits);
        if (known == null || known.ns() < ns) {
            byBits.put(bits, new Seen(ns, fd.index(), fd.number(conn)));
        }
    }

    private static int bits(long ns) {
        return Long.SIZE - Long.numberOfLeadingZeros(ns);
    }

    /** The longest known time of a histogram that lies in the ledger's buckets {@code from} to {@code to}; null: none. */
    Exemplar of(String what, String roleLabel, int from, int to) {
        TreeMap<Integer, Seen> byBits = longest.getOrDefault(what, Map.of()).get(roleLabel);
        Map.Entry<Integer, Seen> found = byBits == null ? null : byBits.floorEntry(to);
        if (found == null || found.getKey() < from) {
            return null;
        }
        Seen seen = found.getValue();
        return new Exemplar(seen.ns() / 1e9, "fd", Integer.toString(seen.fd()), "conn", Long.toString(seen.conn()));
    }
}
