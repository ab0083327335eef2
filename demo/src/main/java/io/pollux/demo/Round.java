package io.pollux.demo;

/**
 * What one engine did in its turns.
 *
 * @param engine name of the engine
 * @param seconds length of the turns
 * @param requests responses the load received
 * @param counted what the agent's counters gained
 */
record Round(String engine, double seconds, long requests, Metrics counted) {
    private static final String READ_DELAY = "pollux_ready_to_read_seconds";

    Round plus(Round other) {
        return new Round(engine, seconds + other.seconds, requests + other.requests, counted.plus(other.counted));
    }

    /** Calls that waited for readiness. */
    double waits() {
        return sum("pollux_waits_total");
    }

    /** System calls made to wait and to register interest. */
    double syscalls() {
        return sum("pollux_readiness_syscalls_total");
    }

    /** Descriptors the kernel looked at. */
    double scannedFds() {
        return sum("pollux_fds_scanned_total");
    }

    /** Readiness bytes copied into and out of the kernel. */
    double copiedBytes() {
        return sum("pollux_readiness_copied_bytes_total");
    }

    /** Seconds from the report of readiness to the first read, of accepted connections; NaN if there was none. */
    double readDelay(double quantile) {
        return counted.quantile(quantile, READ_DELAY, "role=\"accepted\"");
    }

    double requestsPerSecond() {
        return requests / seconds;
    }

    private double sum(String family) {
        return counted.sum(family, "engine=\"" + engine + "\"");
    }
}
