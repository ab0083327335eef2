package io.pollux.findings;

import io.pollux.ledger.FdView;
import java.util.ArrayList;
import java.util.List;

/** Where one check puts its findings. */
public final class Report {
    private final Check check;
    private final Interval interval;
    private final List<Finding> findings = new ArrayList<>();

    Report(Check check, Interval interval) {
        this.check = check;
        this.interval = interval;
    }

    /** Something that was so for all of the interval, and perhaps before. */
    public void add(Subject subject, double weight, Evidence... evidence) {
        add(subject, interval.views(subject), weight, evidence);
    }

    /** The same of many descriptors. */
    public void add(Subject subject, List<FdView> descriptors, double weight, Evidence... evidence) {
        findings.add(new Finding(check, subject, descriptors, weight, List.of(evidence), interval.before().at(), false));
    }

    /** Something that began at a known moment, by the ledger's clock. */
    public void addSince(long sinceNs, Subject subject, double weight, Evidence... evidence) {
        findings.add(new Finding(check, subject, interval.views(subject), weight, List.of(evidence), interval.after().wallTime(sinceNs), true));
    }

    /** The worst first. */
    List<Finding> findings() {
        findings.sort((a, b) -> Double.compare(b.weight(), a.weight()));
        return findings;
    }
}
