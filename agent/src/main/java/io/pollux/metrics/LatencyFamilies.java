package io.pollux.metrics;

import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.List;

/**
 * The histograms by role. The ledger's 64 buckets are joined into a dozen, so every bound is one of its own and the counts stay exact.
 * Those by set are left out: a set is as short-lived as the application likes.
 */
final class LatencyFamilies {
    private static final String BY_ROLE = "_role";
    /** log2 of the upper bounds in ns: 1 us to 17 s. */
    private static final int[] BOUNDS = {10, 13, 16, 18, 20, 22, 24, 26, 28, 30, 32, 34};

    private LatencyFamilies() {
    }

    static void add(Families families, LedgerReader reader) {
        for (Histogram histogram : reader.hists()) {
            String kind = histogram.kind();
            if (kind.endsWith(BY_ROLE)) {
                String family = kind.substring(0, kind.length() - BY_ROLE.length()) + "_seconds";
                families.describe(family, Type.HISTOGRAM, "distribution of " + kind.replace('_', ' ') + " times");
                add(families, family, reader.nameOf(histogram), histogram);
            }
        }
    }

    private static void add(Families families, String family, String role, Histogram histogram) {
        List<String> labels = List.of("role", "le");
        long below = 0;
        int next = 0;
        for (int bucket = 0; bucket < histogram.buckets().length; bucket++) {
            below += histogram.buckets()[bucket];
            if (next < BOUNDS.length && bucket == BOUNDS[next]) {
                families.histogram(family, "_bucket", labels, values(role, bound(bucket)), below);
                next++;
            }
        }
        families.histogram(family, "_bucket", labels, values(role, "+Inf"), below);
        families.histogram(family, "_count", List.of("role"), List.of(role), below);
        families.histogram(family, "_sum", List.of("role"), List.of(role), histogram.sumNs() / 1e9);
    }

    /** The last whole nanosecond of a bucket: `le` includes its bound, a bucket of the ledger does not. */
    private static String bound(int bucket) {
        return Collector.doubleToGoString(((1L << bucket) - 1) / 1e9);
    }

    private static List<String> values(String role, String le) {
        List<String> values = new ArrayList<>(2);
        values.add(role);
        values.add(le);
        return values;
    }
}
