package io.pollux.agent.jfr;

import io.pollux.findings.FdGrowth;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** {@code pollux.SlowReadiness}: a descriptor that was reported ready, and whose input waited long to be read; a sample, taken at every period. */
@Name("pollux.SlowReadiness")
@Label("Slow Readiness")
@Description("A descriptor that was reported ready, and whose input waited long to be read")
final class SlowReadinessEvent extends SubjectEvent {
    @Label("Delay")
    @Description("From the report of readiness to the first read after it")
    @Timespan(Timespan.NANOSECONDS)
    long delay;
    @Label("Kind")
    @Description("pending: not read yet; longest: the longest so far, met in this period; mean: of this period's reports")
    String kind;

    static SlowReadinessEvent of(FdGrowth fd, long delay, String kind) {
        SlowReadinessEvent event = new SlowReadinessEvent();
        event.about(fd.subject());
        event.delay = delay;
        event.kind = kind;
        return event;
    }
}
