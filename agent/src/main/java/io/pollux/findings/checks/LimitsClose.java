package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Subject;
import io.pollux.findings.Threshold;
import io.pollux.findings.kernel.Limits;
import io.pollux.findings.kernel.Limits.Limit;
import io.pollux.ledger.FdView;
import java.util.List;

/** Descriptors, queued signals and watches against what the kernel allows. */
public final class LimitsClose extends Check {
    public LimitsClose() {
        super("limit-close", Severity.WARNING, "a limit of the process is nearly used up",
                "raise the limit (ulimit -n, ulimit -i, fs.epoll.max_user_watches), or find out what holds so many");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (Limit limit : interval.after().limits().all()) {
            if (limit.share() >= interval.limit(Threshold.LIMIT_SHARE)) {
                report.add(Subject.PROCESS, holding(interval, limit), limit.share(), Evidence.count(limit.name() + "_used", limit.used()), Evidence.count(limit.name(), limit.most()),
                        Evidence.share("used", limit.share()));
            }
        }
    }

    /** Any descriptor may be one too many. */
    private static List<FdView> holding(Interval interval, Limit limit) {
        return limit.name().equals(Limits.DESCRIPTORS) ? List.copyOf(interval.after().fds().values()) : List.of();
    }
}
