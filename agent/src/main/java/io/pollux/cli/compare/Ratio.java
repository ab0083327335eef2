package io.pollux.cli.compare;

/**
 * What an engine needs of a measure, for each one that the engine in use needs.
 *
 * @param value over all turns; NaN: not measured
 * @param low   lower end of its 95 % interval
 * @param high  upper end
 */
public record Ratio(double value, double low, double high) {
    static final Ratio UNKNOWN = new Ratio(Double.NaN, Double.NaN, Double.NaN);

    public boolean isKnown() {
        return Double.isFinite(value) && Double.isFinite(low) && Double.isFinite(high);
    }

    public Verdict verdict() {
        return Verdict.of(this);
    }

    /** Whether it lies beyond a limit, and not by chance. */
    boolean exceeds(double limit) {
        return isKnown() && low > limit;
    }
}
