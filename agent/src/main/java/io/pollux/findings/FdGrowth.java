package io.pollux.findings;

import io.pollux.findings.kernel.Sockets.Socket;
import io.pollux.ledger.FdView;
import java.util.Set;

/** A descriptor that is open at the end of the interval, and what it did in it. One that was not there before did all of it since. */
public final class FdGrowth {
    /** Never read as payload is: a report of them stays pending, or is taken by a drain. */
    private static final Set<String> NO_PAYLOAD = Set.of("epoll", "eventfd", "file", "other");

    private final FdView after;
    private final FdView before;
    private final Interval interval;

    FdGrowth(FdView after, FdView before, Interval interval) {
        this.after = after;
        this.before = before;
        this.interval = interval;
    }

    public FdView view() {
        return after;
    }

    /** Whether it was open all the time. */
    public boolean wasThere() {
        return before != null;
    }

    /** A field as it is at the end of the interval. */
    public long number(String field) {
        return after.number(field);
    }

    /** The same field at the beginning; 0 where there was no such descriptor. */
    public long numberBefore(String field) {
        return before == null ? 0 : before.number(field);
    }

    /** Growth of a column. */
    public long grown(String column) {
        return Math.max(0, number(column) - numberBefore(column));
    }

    /** Growth over the whole interval, a second: a descriptor that was open for a part of it is not made to look busier. */
    public double rate(String column) {
        return grown(column) / interval.seconds();
    }

    /** Reads and writes, sendfile and accept among them. */
    public long calls() {
        return grown("reads") + grown("writes") + grown("sendfile_calls") + grown("accepts");
    }

    /** Whether the application moves its data through it. */
    public boolean isPayload() {
        return !after.role().equals("wakeup") && !NO_PAYLOAD.contains(after.proto());
    }

    /** The set that reported it last, or null. */
    public SetGrowth set() {
        return interval.set((int) number("loop"));
    }

    /** What the kernel says of it now; null for what is no TCP socket. */
    public Socket socket() {
        return interval.after().sockets().byInode(number("inode"));
    }

    /** What the kernel said of it at the beginning. */
    public Socket socketBefore() {
        return before == null ? null : interval.before().sockets().byInode(number("inode"));
    }

    /** What a finding about it names. */
    public Subject subject() {
        return Subject.of(after, set());
    }
}
