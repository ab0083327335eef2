package io.pollux.metrics;

import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.Type;
import io.prometheus.client.exemplars.Exemplar;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The histograms by role. The ledger's 64 buckets are joined into a dozen, so every bound is one of its own and the counts stay exact. A
 * role for which the budget has no room counts under {@code other}. Those by set are at /metrics/fds: a set is as short-lived as the
 * application likes.
 */
final class LatencyFamilies {
    private static final String BY_ROLE = "_role";
    /** log2 of the upper bounds in ns: 1 us to 17 s. */
    private static final int[] BOUNDS = {10, 13, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34};
    /** The buckets, the one without bound, the sum and the count. */
    static final int SERIES = BOUNDS.length + 3;

    private final Budget budget;
    private final Map<String, Boolean> rooms = new HashMap<>();

    LatencyFamilies(Budget budget) {
        this.budget = budget;
    }

    /** Series that need no room: {@code other}, once for each kind by role. */
    static int mostOfOther(LedgerReader reader) {
        return SERIES * (int) reader.labels("hist_kind").values().stream().filter(kind -> kind.endsWith(BY_ROLE)).count();
    }

    void add(Families families, LedgerReader reader, Exemplars exemplars) {
        Map<String, Map<String, Histogram>> byKind = new LinkedHashMap<>();
        for (Histogram histogram : reader.hists()) {
            if (histogram.kind().endsWith(BY_ROLE)) {
                String kind = histogram.kind().substring(0, histogram.kind().length() - BY_ROLE.length());
                byKind.computeIfAbsent(kind, of -> new LinkedHashMap<>()).merge(place(kind, reader.nameOf(histogram)), histogram, Histogram::plus);
            }
        }
        byKind.forEach((kind, byRole) -> {
            families.describe(kind + "_seconds", Type.HISTOGRAM, "distribution of " + kind.replace('_', ' ') + " times");
            byRole.forEach((role, histogram) -> add(families, kind, role, histogram, exemplars));
        });
    }

    private String place(String kind, String role) {
        boolean other = role.equals(GroupFamilies.OTHER);
        return other || rooms.computeIfAbsent(kind + " " + role, of -> budget.take(SERIES)) ? role : GroupFamilies.OTHER;
    }

    private static void add(Families families, String kind, String role, Histogram histogram, Exemplars exemplars) {
        String family = kind + "_seconds";
        List<String> labels = List.of("role", "le");
        int last = histogram.buckets().length - 1;
        long below = 0;
        for (int i = 0; i <= BOUNDS.length; i++) {
            int from = i == 0 ? 0 : BOUNDS[i - 1] + 1;
            int to = i < BOUNDS.length ? BOUNDS[i] : last;
            long here = sum(histogram.buckets(), from, to);
            below += here;
            Exemplar exemplar = here > 0 ? exemplars.of(kind, role, from, to) : null;
            families.bucket(family, labels, List.of(role, i < BOUNDS.length ? bound(to) : "+Inf"), below, exemplar);
        }
        families.histogram(family, "_count", List.of("role"), List.of(role), below);
        families.histogram(family, "_sum", List.of("role"), List.of(role), histogram.sumNs() / 1e9);
    }

    private static long sum(long[] buckets, int from, int to) {
        long sum = 0;
        for (int i = from; i <= to; i++) {
            sum += buckets[i];
        }
        return sum;
    }

    /** The last whole nanosecond of a bucket: `le` includes its bound, a bucket of the ledger does not. */
    private static String bound(int bucket) {
        return Collector.doubleToGoString(((1L << bucket) - 1) / 1e9);
    }
}
