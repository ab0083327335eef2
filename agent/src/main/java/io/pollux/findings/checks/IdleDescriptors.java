package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.FdGrowth;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Subject;
import io.pollux.findings.Threshold;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Descriptors without a read or write for long, by group. */
public final class IdleDescriptors extends Check {
    public IdleDescriptors() {
        super("idle-fds", Severity.NOTE, "many descriptors are open and do nothing: a leak, or connections that nobody needs",
                "close what is done with; give connections an idle timeout");
    }

    @Override
    protected void look(Interval interval, Report report) {
        Map<Long, List<FdGrowth>> groups = interval.fds().stream().filter(fd -> fd.isPayload() && !fd.view().role().equals("listener"))
                .collect(Collectors.groupingBy(fd -> fd.number("group")));
        double limit = interval.limit(Threshold.IDLE_MINUTES) * TimeUnit.MINUTES.toNanos(1);
        for (List<FdGrowth> group : groups.values()) {
            List<FdGrowth> idle = group.stream().filter(fd -> idleNs(interval, fd) >= limit).toList();
            if (!idle.isEmpty() && idle.size() >= interval.limit(Threshold.IDLE_COUNT)) {
                FdGrowth one = idle.get(0);
                report.add(Subject.group(one.view().role(), one.view().proto(), one.view().local(), one.view().remote()),
                        idle.stream().map(FdGrowth::view).toList(), idle.size(),
                        Evidence.count("idle", idle.size()), Evidence.count("open", group.size()),
                        Evidence.time("longest", idle.stream().mapToDouble(fd -> idleNs(interval, fd)).max().orElse(0)));
            }
        }
    }

    private static double idleNs(Interval interval, FdGrowth fd) {
        return interval.after().nowNs() - Math.max(fd.number("last_io_ns"), fd.number("born_ns"));
    }
}
