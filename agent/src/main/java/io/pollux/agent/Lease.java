package io.pollux.agent;

import java.util.List;

/**
 * Lends the engine to a {@code pollux compare}, which holds a pipe open as long as it lives ({@code lease.c}). When it is gone, whatever ended
 * it, or the time is over, this asks for the end like any user. A daemon thread that looks ten times a second, while the engine is lent.
 */
final class Lease {
    private static final String NAME = "pollux-lease";
    private static final int LOOK_MS = 100;
    private static final long END_MS = 2_000;

    private final String id;
    private final long deadline;
    private final Thread thread;
    private boolean over;
    /** The thread asks for the end, and waits until it is done: nobody may wait for the thread. */
    private boolean asking;

    private Lease(String id, long limitMs) {
        this.id = id;
        deadline = System.nanoTime() + limitMs * 1_000_000;
        thread = new Thread(null, this::watch, NAME, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
    }

    /** The pipe for whoever will hold the next lease: the number of its writing end. One that was offered before is forgotten. */
    static int offer() {
        return NativeProbe.pollux_lease_open();
    }

    /** The holder has the pipe open: the lease begins. {@code id}: how it names itself; {@code limitMs}: the longest it may last. */
    static Lease begin(String id, long limitMs) {
        NativeProbe.pollux_lease_hold();
        Lease lease = new Lease(id, limitMs);
        lease.thread.start();
        return lease;
    }

    boolean isOf(String holder) {
        return id.equals(holder);
    }

    /** Seconds until it ends by itself. */
    long secondsLeft() {
        return Math.max(0, (deadline - System.nanoTime()) / 1_000_000_000);
    }

    /** Ends the watch and closes the pipe. Returns the thread's name if it has not ended. */
    List<String> stop() {
        boolean ends = stopped();
        if (ends) {
            join();
        }
        NativeProbe.pollux_lease_close();
        return ends && thread.isAlive() ? List.of(NAME) : List.of();
    }

    /** False: the thread asks for the end already. */
    private synchronized boolean stopped() {
        over = true;
        return !asking;
    }

    /** False: somebody else was first. */
    private synchronized boolean asks() {
        asking = !over;
        return asking;
    }

    private synchronized boolean isOver() {
        return over;
    }

    private void join() {
        try {
            thread.join(END_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        while (!isOver() && System.nanoTime() - deadline < 0 && NativeProbe.pollux_lease_wait(LOOK_MS) == 0) {
            // The holder lives, and has time.
        }
        if (asks()) {
            FrontDoor.knock("command=" + Request.COMPARE + ",step=" + Comparison.END + ",lease=" + id);
        }
    }
}
