package io.pollux.http;

import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts clients that take too long: a thread that closes the sockets whose time has run out, which ends whatever their worker is blocked in.
 * Asleep while there is no connection. Thread-safe.
 */
final class Deadlines implements Runnable {
    private static final long LOOK_NS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long END_LOOK_NS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<Socket, Long> deadlines = new ConcurrentHashMap<>();
    private final Set<Socket> answered = ConcurrentHashMap.newKeySet();
    private volatile Thread thread;
    private volatile boolean over;

    /** The socket must be done within so many ms from now, or is told another time; an earlier one is forgotten. */
    void within(Socket socket, long ms) {
        deadlines.put(socket, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms));
        LockSupport.unpark(thread);
        if (over && !answered.contains(socket)) {
            cut(socket);
        }
    }

    /** Its request is being answered, which takes the time it takes. */
    void unlimited(Socket socket) {
        answered.add(socket);
        deadlines.put(socket, NEVER);
    }

    void done(Socket socket) {
        deadlines.remove(socket);
        answered.remove(socket);
    }

    /** The end: answers that have begun are sent, for so long; all else is cut, and what still comes. */
    void end(long ms) {
        over = true;
        deadlines.keySet().stream().filter(socket -> !answered.contains(socket)).forEach(Deadlines::cut);
        long limit = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
        while (!answered.isEmpty() && System.nanoTime() - limit < 0) {
            LockSupport.parkNanos(this, END_LOOK_NS);
        }
        deadlines.keySet().forEach(Deadlines::cut);
    }

    @Override
    public void run() {
        thread = Thread.currentThread();
        while (!thread.isInterrupted()) {
            if (deadlines.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, LOOK_NS);
            }
            long now = System.nanoTime();
            deadlines.forEach((socket, deadline) -> {
                if (deadline != NEVER && deadline - now < 0) {
                    cut(socket);
                }
            });
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }
}
