package io.pollux.findings;

import io.pollux.findings.kernel.Task;
import io.pollux.ledger.Row;

/** A set, and what it did in the interval. */
public final class SetGrowth {
    private final Row after;
    private final Row before;
    private final double seconds;
    private final Task task;
    private final Task taskBefore;

    SetGrowth(Row after, Row before, double seconds, Task task, Task taskBefore) {
        this.after = after;
        this.before = before;
        this.seconds = seconds;
        this.task = task;
        this.taskBefore = taskBefore;
    }

    public int index() {
        return after.index();
    }

    public long epfd() {
        return after.number("epfd");
    }

    public String engine() {
        return after.text("engine");
    }

    public long tid() {
        return after.number("tid");
    }

    /** Name of the thread that waited on it last; its number where it has none any more. */
    public String thread() {
        return task.name().isEmpty() && tid() > 0 ? Long.toString(tid()) : task.name();
    }

    /** The thread that waited on it last. */
    public Task task() {
        return task;
    }

    /** A field as it is at the end of the interval. */
    public long number(String field) {
        return after.section().has(field) ? after.number(field) : 0;
    }

    /** Growth of a column. A set that switched its engine begins again at 0. */
    public long grown(String column) {
        long then = before == null || !after.section().has(column) ? 0 : before.number(column);
        return Math.max(0, number(column) - then);
    }

    /** Growth a second. */
    public double rate(String column) {
        return grown(column) / seconds;
    }

    /** Waits that came to an end. */
    public long waits() {
        return grown("waits_ready") + grown("waits_timeout") + grown("waits_early") + grown("waits_interrupted") + grown("waits_failed");
    }

    /** The JDK's own loop and not the application's: an asynchronous port, or a poller of virtual threads, which sleeps elsewhere. */
    public boolean isJdkOwn() {
        return number("nested") != 0 || number("oneshot") != 0;
    }

    /** Share of one processor that its thread used. */
    public Evidence cpu() {
        boolean same = before != null && before.number("tid") == tid();
        double used = same ? Math.max(0, task.cpuSeconds() - taskBefore.cpuSeconds()) / seconds : 0;
        return Evidence.share("thread_cpu", Math.min(1, used));
    }

    /** What a finding about it names. */
    public Subject subject() {
        return Subject.of(this);
    }
}
