package io.pollux.findings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What all checks found in one interval.
 *
 * @param interval what they looked at
 * @param findings the worst first; those of one check stand together
 * @param blind    checks that could not tell, each with the reason
 */
public record Diagnosis(Interval interval, List<Finding> findings, Map<Check, String> blind) {
    /** Runs every check. */
    public static Diagnosis of(Interval interval) {
        List<Finding> findings = new ArrayList<>();
        Map<Check, String> blind = new LinkedHashMap<>();
        for (Check check : Checks.ALL) {
            String reason = check.blind(interval);
            if (reason != null) {
                blind.put(check, reason);
                continue;
            }
            Report report = new Report(check, interval);
            check.look(interval, report);
            findings.addAll(report.findings());
        }
        findings.sort(Comparator.comparing(finding -> finding.check().severity()));
        return new Diagnosis(interval, findings, blind);
    }
}
