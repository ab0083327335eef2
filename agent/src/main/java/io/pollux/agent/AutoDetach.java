package io.pollux.agent;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The option {@code duration}: a thread that asks for a detach like any user, when the time has come. */
final class AutoDetach {
    private Thread waiting;

    /** Detaches after a time as {@link Durations} reads it; {@code off}, never. An earlier time is forgotten. */
    void after(String time) {
        cancel();
        if (!time.equals(Option.OFF)) {
            long deadline = System.nanoTime() + Durations.parse(time).toNanos();
            waiting = new Thread(() -> await(deadline), "pollux-duration");
            waiting.setDaemon(true);
            waiting.setContextClassLoader(null);
            waiting.start();
        }
    }

    /** Forgets the time. A thread that is detaching already goes on. */
    void cancel() {
        if (waiting != null && waiting != Thread.currentThread()) {
            waiting.interrupt();
        }
        waiting = null;
    }

    private static void await(long deadline) {
        for (long left; (left = deadline - System.nanoTime()) > 0 && !Thread.currentThread().isInterrupted();) {
            LockSupport.parkNanos(Duration.ofNanos(left).toNanos());
        }
        if (!Thread.currentThread().isInterrupted()) {
            FrontDoor.knock("command=" + Request.DETACH);
        }
    }
}
