package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import java.util.ArrayList;
import java.util.List;

/** epoll_ctl for every request: interest toggled 0 and back. */
public final class InterestChurn extends Check {
    public InterestChurn() {
        super("interest-churn", Severity.NOTE, "interest is changed for every request: system calls that wait for nothing",
                "leave OP_READ armed while a request is served by the same thread, and set interest only when it is another; "
                        + "or let engine epoll-lazy answer the changes without a system call");
    }

    @Override
    protected void look(Interval interval, Report report) {
        for (SetGrowth set : interval.sets()) {
            // A connection that comes and goes costs two changes, which are nobody's fault.
            long born = interval.membersOf(set).stream().filter(fd -> !fd.wasThere()).count();
            long changes = set.grown("ctls") - 2 * born;
            if (changes / interval.seconds() >= interval.limit(Threshold.CHURN_RATE) && !set.isJdkOwn()
                    && changes >= set.grown("ready_fds") * interval.limit(Threshold.CHURN_RATIO)) {
                report.add(set.subject(), changes, evidence(set, changes / interval.seconds()));
            }
        }
    }

    /** The kernel's epoll makes a system call of each change; what is left of them by epoll-lazy depends on what else happens to the members. */
    private static Evidence[] evidence(SetGrowth set, double changesPerSecond) {
        List<Evidence> evidence = new ArrayList<>(List.of(Evidence.rate("ctls", changesPerSecond), Evidence.rate("ready_fds", set.rate("ready_fds")),
                Evidence.rate("syscalls", set.rate("syscalls"))));
        if (set.engine().equals("epoll")) {
            evidence.add(Evidence.rate("epoll_lazy_saves_at_most", changesPerSecond));
        }
        return evidence.toArray(Evidence[]::new);
    }
}
