package io.pollux.agent.jfr;

import io.pollux.findings.Evidence;
import io.pollux.findings.Finding;
import io.pollux.findings.Subject;
import java.util.stream.Collectors;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timestamp;

/** {@code pollux.Finding}: one thing that is wrong with the way the application waits and copies. Fields as in {@code /api/findings}. */
@Name("pollux.Finding")
@Label("Finding")
@Category("Pollux")
@Description("One thing that is wrong with the way the application waits and copies")
@Period("10 s")
@StackTrace(false)
final class FindingEvent extends Event {
    @Label("Finding")
    String id;
    @Label("Severity")
    String severity;
    @Label("What is wrong")
    String title;
    @Label("Descriptor")
    @Description("-1: not about one descriptor")
    int fd;
    @Label("Generation")
    long conn;
    @Label("Role")
    String role;
    @Label("Local Address")
    String local;
    @Label("Remote Address")
    String remote;
    @Label("Set")
    @Description("Epoll descriptor of the loop; -1: none")
    long set;
    @Label("Engine")
    String engine;
    @Label("Loop's Thread Id")
    @Description("The kernel's")
    long tid;
    @Label("Loop's Thread")
    String loopThread;
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
        Subject subject = finding.subject();
        event.id = finding.check().id();
        event.severity = finding.check().severity().label();
        event.title = finding.check().title();
        event.fd = subject.fd();
        event.conn = subject.conn();
        event.role = subject.role();
        event.local = subject.local();
        event.remote = subject.remote();
        event.set = subject.set();
        event.engine = subject.engine();
        event.tid = subject.tid();
        event.loopThread = subject.thread();
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
