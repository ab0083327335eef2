package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.ledger.Row;
import java.util.List;

/** A set that an engine could not serve works on under the kernel's epoll, which the application never notices: so it is said here. */
public final class EngineFallback extends Check {
    private static final String EPOLL = "epoll";

    public EngineFallback() {
        super("engine-fallback", Severity.NOTE, "a loop is served by the kernel's epoll, for the engine that was asked for could not",
                "the evidence names why (pollux status, docs/metrics.md); mend that, then ask again: pollux engine PID NAME");
    }

    @Override
    protected void look(Interval interval, Report report) {
        List<Row> reasons = interval.after().fallbacks().stream().filter(row -> row.number("count") > 0).toList();
        if (reasons.isEmpty() || EPOLL.equals(interval.after().facts().get("engine"))) {
            return;
        }
        Evidence[] evidence = reasons.stream().map(row -> Evidence.count(row.text("reason"), row.number("count"))).toArray(Evidence[]::new);
        for (SetGrowth set : interval.sets()) {
            if (set.engine().equals(EPOLL)) {
                report.add(set.subject(), reasons.size(), evidence);
            }
        }
    }
}
