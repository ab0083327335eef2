package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.SetGrowth;
import io.pollux.findings.Severity;
import io.pollux.findings.Threshold;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Loops whose threads are named alike, but for numbers, are taken for one group. */
public final class SelectorImbalance extends Check {
    public SelectorImbalance() {
        super("selector-imbalance", Severity.NOTE, "one of several event loops does most of the work",
                "spread connections by load and not by turn, and look for one connection that is much busier than the others");
    }

    @Override
    protected void look(Interval interval, Report report) {
        Map<String, List<SetGrowth>> alike = new HashMap<>();
        for (SetGrowth set : interval.sets()) {
            if (!set.isJdkOwn() && !set.thread().isEmpty()) {
                alike.computeIfAbsent(set.thread().replaceAll("\\d+", "#"), name -> new ArrayList<>()).add(set);
            }
        }
        alike.values().stream().filter(sets -> sets.size() > 1).forEach(sets -> compare(interval, sets, report));
    }

    private static void compare(Interval interval, List<SetGrowth> sets, Report report) {
        sets.sort((a, b) -> Long.compare(b.grown("ready_fds"), a.grown("ready_fds")));
        SetGrowth busiest = sets.get(0);
        double others = sets.stream().skip(1).mapToDouble(set -> set.rate("ready_fds")).average().orElse(0);
        double most = busiest.rate("ready_fds");
        if (most >= interval.limit(Threshold.IMBALANCE_RATE) && most >= others * interval.limit(Threshold.IMBALANCE_RATIO)) {
            report.add(busiest.subject(), most, Evidence.rate("ready_fds", most), Evidence.rate("others_on_average", others),
                    Evidence.count("loops", sets.size()), busiest.cpu());
        }
    }
}
