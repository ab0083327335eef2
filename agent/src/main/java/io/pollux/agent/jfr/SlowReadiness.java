package io.pollux.agent.jfr;

import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Threshold;
import java.util.function.Consumer;

/** Picks the descriptors whose input waited long. */
final class SlowReadiness implements Consumer<Interval> {
    private static final double NS_PER_MS = 1e6;
    /** Events of one period at most: this is a sample. */
    private static final int MOST = 100;

    @Override
    public void accept(Interval interval) {
        long limit = (long) (interval.limit(Threshold.SLOW_MS) * NS_PER_MS);
        int emitted = 0;
        for (FdGrowth fd : interval.fds()) {
            SlowReadinessEvent event = emitted < MOST && fd.isPayload() ? event(interval, fd, limit) : null;
            if (event != null) {
                event.commit();
                emitted++;
            }
        }
    }

    private static SlowReadinessEvent event(Interval interval, FdGrowth fd, long limit) {
        long reported = fd.number("reported_ns");
        long pending = reported == 0 ? 0 : interval.after().nowNs() - reported;
        long longest = fd.number("ready_to_read_max_ns");
        long mean = fd.grown("ready_to_read_ns") / Math.max(1, fd.grown("ready_in"));
        if (pending >= limit) {
            return SlowReadinessEvent.of(fd, pending, "pending");
        }
        if (longest >= limit && longest > fd.numberBefore("ready_to_read_max_ns")) {
            return SlowReadinessEvent.of(fd, longest, "longest");
        }
        return mean >= limit ? SlowReadinessEvent.of(fd, mean, "mean") : null;
    }
}
