package io.pollux.findings;

import java.util.Locale;

/** Every limit that a check compares with, once: its value unless the user says otherwise, and what it is. */
public enum Threshold {
    STORM_RATE(500, "reports a second of one event on one descriptor, nothing being done about it"),
    STORM_SHARE(0.1, "calls for each report, at most, for the reports to count as ignored"),
    SPIN_RATE(500, "waits a second of one set that bring nothing"),
    SPIN_SHARE(0.8, "share of the waits of a set that bring nothing"),
    AGAIN_RATE(200, "calls a second on one descriptor that get EAGAIN without having been told it was ready"),
    WAKEUP_RATE(1000, "wake-ups a second of one set"),
    WAKEUP_SHARE(0.8, "wake-ups for each wait of the set"),
    BLOCKED_MS(50, "ms that a loop works between two waits, or leaves ready descriptors unreported, on average"),
    BLOCKED_ONCE_MS(1000, "ms that a loop leaves a ready descriptor unreported a single time"),
    UNREAD_MS(1000, "ms from the report of readiness without a read"),
    SLOW_MS(20, "ms from the report of readiness to the read that make an event pollux.SlowReadiness"),
    TINY_BYTES(64, "bytes of a call, on average, that are tiny"),
    TINY_RATE(1000, "tiny calls a second on one descriptor"),
    TINY_RUN(4, "tiny calls for each message, as far as messages can be told: reports of readiness, or answers"),
    HEAP_BYTES_RATE(10_000_000, "bytes a second copied between heap and direct buffers, in one group of descriptors"),
    TEMPORARY_BYTES(1_048_576, "bytes of the largest temporary direct buffer that a thread keeps"),
    CHURN_RATE(500, "interest changes a second of one set"),
    CHURN_RATIO(2.2, "interest changes for each descriptor reported"),
    IMBALANCE_RATIO(5, "descriptors reported by the busiest loop for each one that its likes report on average"),
    IMBALANCE_RATE(500, "descriptors reported a second by the busiest of several loops"),
    CLOSE_WAIT_MS(2000, "ms that a connection stays half closed without a call"),
    BACKLOG(8, "connections that wait to be accepted, at both ends of the interval"),
    SCAN_RATIO(50, "descriptors looked at for each one reported"),
    SCAN_FDS(200, "descriptors in one set"),
    IDLE_COUNT(100, "descriptors of one group without a read or write for longer than idle-minutes"),
    IDLE_MINUTES(10, "minutes without a read or write that make a descriptor idle"),
    LIMIT_SHARE(0.8, "share of a limit of the process that is used up");

    private final double standard;
    private final String help;

    Threshold(double standard, String help) {
        this.standard = standard;
        this.help = help;
    }

    /** As users write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The value when nobody gives one. */
    public double standard() {
        return standard;
    }

    /** What it counts, for people. */
    public String help() {
        return help;
    }
}
