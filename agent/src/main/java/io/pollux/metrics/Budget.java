package io.pollux.metrics;

/**
 * How many series one JVM shows at the very most, and how many of them are still to be given out. What was given stays given: a
 * series that was shown once is shown for ever. Not thread-safe.
 */
final class Budget {
    /** Of /metrics and /metrics/fds together. */
    static final int MOST = 2000;

    private final int size;
    private int left;

    Budget(int size) {
        this.size = Math.max(0, size);
        this.left = this.size;
    }

    /** Takes so many, or none at all where there is no room for them. */
    boolean take(int series) {
        if (series > left) {
            return false;
        }
        left -= series;
        return true;
    }

    /** Whether less than half is gone: there is room for series that are still zero. */
    boolean isAmple() {
        return left > size / 2;
    }
}
