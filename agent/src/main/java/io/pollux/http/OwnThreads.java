package io.pollux.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The threads of the server, all daemons, all marked as Pollux's own so that their descriptors stay out of the application's numbers. */
final class OwnThreads {
    private static final long END_MS = 2_000;

    private final Runnable markOwn;
    private final List<Thread> threads = new ArrayList<>();

    /** @param markOwn marks the thread that runs it as Pollux's own */
    OwnThreads(Runnable markOwn) {
        this.markOwn = markOwn;
    }

    synchronized void start(String name, Runnable work) {
        Runnable own = () -> {
            markOwn.run();
            work.run();
        };
        // The last argument: thread locals of the application are not inherited.
        Thread thread = new Thread(null, own, name, 0, false);
        thread.setDaemon(true);
        // Not the application's, which may be a web application that is to be collected.
        thread.setContextClassLoader(OwnThreads.class.getClassLoader());
        threads.add(thread);
        thread.start();
    }

    /** Does the work on a thread of ours and waits for it: what it opens is Pollux's own. */
    <T> T call(Callable<T> work) throws IOException {
        FutureTask<T> task = new FutureTask<>(work);
        start("pollux-http-start", task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting");
        }
    }

    /** Interrupts all and waits for their end, a bounded time. Returns the names of those that have not. Not to be called by one of them. */
    List<String> end() {
        List<Thread> all = snapshot();
        all.forEach(Thread::interrupt);
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
        List<String> alive = new ArrayList<>();
        for (Thread thread : all) {
            try {
                thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (thread.isAlive()) {
                alive.add(thread.getName());
            }
        }
        return alive;
    }

    private synchronized List<Thread> snapshot() {
        return List.copyOf(threads);
    }
}
