package io.pollux.cli.compare;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What engines are compared by; of each, less is better. What depends on the traffic is taken for each event, as traffic varies between turns. */
public enum Measure {
    CPU("CPU an event", "ns", Sums::cpuNs, true),
    READ_P50("ready to read, p50", "ns", sums -> sums.readyToReadNs(0.5), false),
    READ_P99("ready to read, p99", "ns", sums -> sums.readyToReadNs(0.99), false),
    SYSCALLS("system calls an event", "calls", sums -> sums.counter("syscalls"), true),
    SCANNED("fds scanned an event", "fds", sums -> sums.counter("scanned_fds"), true),
    COPIED("bytes copied an event", "bytes", sums -> sums.counter("copied_in_bytes") + sums.counter("copied_out_bytes"), true);

    private final String label;
    private final String unit;
    private final ToDoubleFunction<Sums> value;
    private final boolean eachEvent;

    Measure(String label, String unit, ToDoubleFunction<Sums> value, boolean eachEvent) {
        this.label = label;
        this.unit = unit;
        this.value = value;
        this.eachEvent = eachEvent;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** A unit of the ledger: ns, calls, fds, bytes. */
    public String unit() {
        return unit;
    }

    /** In JSON: cpu, read_p50, read_p99, syscalls, scanned, copied. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** NaN when there is nothing to measure it by. */
    double of(Sums sums) {
        double whole = value.applyAsDouble(sums);
        return !eachEvent ? whole : sums.events() == 0 ? Double.NaN : whole / sums.events();
    }
}
