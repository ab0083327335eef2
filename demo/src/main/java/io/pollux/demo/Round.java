package io.pollux.demo;

/**
 * What one engine did in its turn.
 *
 * @param engine name of the engine
 * @param seconds length of the turn
 * @param requests responses the load received
 * @param waits calls that waited for readiness
 * @param syscalls system calls made to wait and to register interest
 * @param scannedFds descriptors the kernel looked at
 * @param copiedBytes readiness bytes copied into and out of the kernel
 * @param readP50 seconds from the report of readiness to the first read, median
 * @param readP99 the same, 99th percentile
 */
record Round(String engine, double seconds, long requests, double waits, double syscalls, double scannedFds,
             double copiedBytes, double readP50, double readP99) {

    static Round of(String engine, double seconds, long requests, Metrics delta) {
        String label = "engine=\"" + engine + "\"";
        return new Round(engine, seconds, requests,
                delta.sum("pollux_waits_total", label),
                delta.sum("pollux_readiness_syscalls_total", label),
                delta.sum("pollux_fds_scanned_total", label),
                delta.sum("pollux_readiness_copied_bytes_total", label),
                delta.quantile(0.50, "pollux_ready_to_read_seconds", "role=\"accepted\""),
                delta.quantile(0.99, "pollux_ready_to_read_seconds", "role=\"accepted\""));
    }

    double requestsPerSecond() {
        return requests / seconds;
    }

    double perRequest(double amount) {
        return amount / requests;
    }
}
