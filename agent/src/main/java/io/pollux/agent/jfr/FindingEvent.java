package io.pollux.agent.jfr;

import io.pollux.findings.Evidence;
import io.pollux.findings.Finding;
import java.util.stream.Collectors;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timestamp;

/** {@code pollux.Finding}: one thing that is wrong with the way the application waits and copies. Fields as in {@code /api/findings}. */
@Name("pollux.Finding")
@Label("Finding")
@Description("One thing that is wrong with the way the application waits and copies")
final class FindingEvent extends SubjectEvent {
    @Label("Finding")
    String id;
    @Label("Severity")
    String severity;
    @Label("What is wrong")
    String title;
    @Label("Evidence")
    String evidence;
    @Label("Since")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long since;
    @Label("Since Exactly")
    @Description("false: since then at least")
    boolean sinceExact;
    @Label("What to do")
    String advice;

    static FindingEvent of(Finding finding) {
        FindingEvent event = new FindingEvent();
        event.about(finding.subject());
        event.id = finding.check().id();
        event.severity = finding.check().severity().label();
        event.title = finding.check().title();
        event.evidence = finding.evidence().stream().map(FindingEvent::text).collect(Collectors.joining(", "));
        event.since = finding.since().toEpochMilli();
        event.sinceExact = finding.sinceExact();
        event.advice = finding.check().advice();
        return event;
    }

    private static String text(Evidence evidence) {
        return evidence.key() + "=" + evidence.value();
    }
}
