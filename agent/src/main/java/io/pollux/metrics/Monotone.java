package io.pollux.metrics;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The last value of every counter that was shown. A descriptor that closes between the reading of its group and of its row is in
 * neither for that one reading; a counter that fell for it would look like a restart to Prometheus. Not thread-safe.
 */
final class Monotone {
    private record Series(String name, List<String> labels) {
    }

    private final Map<Series, Double> shown = new HashMap<>();

    /** The value, or the last one where that was higher. */
    double keep(String name, List<String> labels, double value) {
        return shown.merge(new Series(name, labels), value, Math::max);
    }
}
