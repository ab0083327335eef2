package io.pollux.agent.jfr;

import io.pollux.findings.FdGrowth;
import io.pollux.findings.Subject;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** {@code pollux.SlowReadiness}: a descriptor that was reported ready, and whose input waited long to be read; a sample, taken at every period. */
@Name("pollux.SlowReadiness")
@Label("Slow Readiness")
@Category("Pollux")
@Description("A descriptor that was reported ready, and whose input waited long to be read")
@Period("10 s")
@StackTrace(false)
final class SlowReadinessEvent extends Event {
    @Label("Descriptor")
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
    @Label("Loop's Thread")
    String loopThread;
    @Label("Delay")
    @Description("From the report of readiness to the first read after it")
    @Timespan(Timespan.NANOSECONDS)
    long delay;
    @Label("Kind")
    @Description("pending: not read yet; longest: the longest so far, met in this period; mean: of this period's reports")
    String kind;

    static SlowReadinessEvent of(FdGrowth fd, long delay, String kind) {
        SlowReadinessEvent event = new SlowReadinessEvent();
        Subject subject = fd.subject();
        event.fd = subject.fd();
        event.conn = subject.conn();
        event.role = subject.role();
        event.local = subject.local();
        event.remote = subject.remote();
        event.set = subject.set();
        event.loopThread = subject.thread();
        event.delay = delay;
        event.kind = kind;
        return event;
    }
}
