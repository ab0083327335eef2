package io.pollux.agent.stacks;

import java.util.List;

/** The stacks that opened the descriptors of this JVM since {@code stacks=on}. One a JVM: the library calls a static method. */
public final class Stacks {
    /** Different stacks that are kept, at most: some 1 MB. */
    public static final int MOST = 1000;

    /** Null: off. */
    private static volatile Stacks on;

    private final Openings openings = new Openings();
    private final TracePool pool = new TracePool(MOST, openings);

    private Stacks() {
    }

    /** Begins anew, with nothing known. What an opening needs is loaded here, and not on a thread of the application. */
    public static void begin() {
        new Stacks().keep(0, 0);
        on = new Stacks();
    }

    /** Forgets everything. */
    public static void end() {
        on = null;
    }

    /** What is known now; null: off. */
    public static Stacks known() {
        return on;
    }

    /** Called by the library, on the thread that has opened the descriptor, inside the JDK's native method. Never throws. */
    static void opened(int fd, long conn) {
        Stacks stacks = on;
        try {
            if (stacks != null) {
                stacks.keep(fd, conn);
            }
        } catch (Throwable t) {
            // A stack that is all but full, or no memory left: this one opening is not known.
        }
    }

    private void keep(int fd, long conn) {
        Trace trace = pool.intern(Trace.take());
        if (trace != null) {
            openings.put(fd, conn, trace);
        }
    }

    /** The frames that opened that generation of a descriptor, the innermost first; empty: not known. */
    public List<String> of(int fd, long conn) {
        Trace trace = openings.get(fd, conn);
        return trace == null ? List.of() : trace.lines();
    }

    /** Different stacks that are held. */
    public int size() {
        return pool.size();
    }

    /** Openings whose stack was not kept, as there were too many different ones. */
    public long refused() {
        return pool.refused();
    }
}
