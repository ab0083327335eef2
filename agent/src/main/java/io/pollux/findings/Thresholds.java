package io.pollux.findings;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The limits in force: the table's, but for those that were overridden. Immutable. */
public final class Thresholds {
    /** The table as it stands. */
    public static final Thresholds STANDARD = new Thresholds(new EnumMap<>(Threshold.class));

    private final Map<Threshold, Double> overridden;

    private Thresholds(Map<Threshold, Double> overridden) {
        this.overridden = overridden;
    }

    /**
     * The table with some values replaced.
     *
     * @throws IllegalArgumentException for a name that is not in it, or a value that is no number of 0 or more; the message says which
     */
    public static Thresholds with(Map<String, String> values) {
        Map<Threshold, Double> overridden = new EnumMap<>(Threshold.class);
        values.forEach((key, value) -> overridden.put(of(key), number(key, value)));
        return new Thresholds(overridden);
    }

    /** Every name, in the order of the table. */
    public static List<String> keys() {
        return Arrays.stream(Threshold.values()).map(Threshold::key).toList();
    }

    /** The value in force. */
    public double of(Threshold threshold) {
        return overridden.getOrDefault(threshold, threshold.standard());
    }

    private static Threshold of(String key) {
        return Arrays.stream(Threshold.values()).filter(t -> t.key().equals(key)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no threshold '" + key + "'"));
    }

    private static double number(String key, String value) {
        try {
            double number = Double.parseDouble(value);
            if (number >= 0 && Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // falls through to the one complaint
        }
        throw new IllegalArgumentException("threshold '" + key + "' takes a number, not '" + value + "'");
    }
}
