package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;

/** What one report costs under an engine that scans. */
public final class EngineScans extends Check {
    public EngineScans() {
        super("engine-scans", Severity.WARNING, "the engine looks at many descriptors to find few: too many for select and poll",
                "serve this set by epoll: pollux engine PID epoll");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (SetGrowth set : interval.sets()) {
            double scanned = set.grown("scanned_fds");
            double ready = Math.max(1, set.grown("ready_fds"));
            if (set.number("members") >= interval.limit(Threshold.SCAN_FDS) && set.waits() > 0 && scanned / ready >= interval.limit(Threshold.SCAN_RATIO)) {
                report.add(set.subject(), scanned, Evidence.rate("scanned_fds", set.rate("scanned_fds")), Evidence.rate("ready_fds", set.rate("ready_fds")),
                        Evidence.count("members", set.number("members")), Evidence.bytesRate("copied_in_bytes", set.rate("copied_in_bytes")));
            }
        }
    }
}
