package io.pollux.findings;

/** Looks for one thing that can be wrong. Holds no state; {@link Checks} lists them all. */
public abstract class Check {
    private final String id;
    private final Severity severity;
    private final String title;
    private final String advice;

    /**
     * @param id       kebab-case, for programs
     * @param severity how bad it is
     * @param title    what is wrong, one plain sentence without a full stop
     * @param advice   what to do, likewise
     */
    protected Check(String id, Severity severity, String title, String advice) {
        this.id = id;
        this.severity = severity;
        this.title = title;
        this.advice = advice;
    }

    public final String id() {
        return id;
    }

    public final Severity severity() {
        return severity;
    }

    public final String title() {
        return title;
    }

    public final String advice() {
        return advice;
    }

    /** Reports what it finds in the interval. */
    protected abstract void look(Interval interval, Report report);

    /** Why it can't tell in this interval, a half sentence; null: it can. */
    protected String blind(Interval interval) {
        return null;
    }
}
