package io.pollux.http;

import io.pollux.agent.Threads;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads of the server, all daemons, all marked as Pollux's own so that their descriptors stay out of the application's numbers.
 * The JDK's server starts some by itself: they are found by name among the threads that its start added.
 */
final class OwnThreads implements Executor, ThreadFactory {
    /** What com.sun.net.httpserver calls its threads in JDK 17 to 25. */
    private static final Set<String> OF_THE_JDK = Set.of("HTTP-Dispatcher", "idle-timeout-task", "req-rsp-timeout-task");
    /** The live page's, a scrape's, and one that watches for findings for seconds. */
    private static final int WORKERS = 3;
    private static final long END_MS = 2_000;

    private final Runnable markOwn;
    private final List<Thread> threads = new ArrayList<>();
    private final List<Thread> background = new ArrayList<>();
    private final ExecutorService workers;
    private boolean dispatcherMarked;

    /** @param markOwn marks the thread that runs it as Pollux's own */
    OwnThreads(Runnable markOwn) {
        this.markOwn = markOwn;
        this.workers = new ThreadPoolExecutor(WORKERS, WORKERS, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this);
    }

    /** Called by the server's dispatcher thread alone. */
    @Override
    public void execute(Runnable exchange) {
        if (!dispatcherMarked) {
            markOwn.run();
            dispatcherMarked = true;
        }
        workers.execute(exchange);
    }

    @Override
    public synchronized Thread newThread(Runnable work) {
        return newThread("pollux-http-" + (threads.size() + 1), work);
    }

    private Thread newThread(String name, Runnable work) {
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
        return thread;
    }

    /**
     * Does the work on a thread of ours and waits for it. The threads that the JDK's server starts take after the one that starts
     * it: daemons like it, so the application can end, and with none of the application's thread locals or class loaders.
     */
    <T> T call(Callable<T> work) throws IOException {
        try {
            return workers.submit(work).get();
        } catch (ExecutionException e) {
            workers.shutdownNow();
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof LinkageError missing) {
                throw missing;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while starting");
        }
    }

    /** Starts a thread that {@link #end} interrupts. */
    synchronized void background(String name, Runnable work) {
        Thread thread = newThread(name, work);
        background.add(thread);
        thread.start();
    }

    /** Takes note of the threads that the server added since {@code before}. */
    synchronized void adoptSince(Set<Thread> before) {
        for (Thread thread : Threads.all()) {
            if (OF_THE_JDK.contains(thread.getName()) && !before.contains(thread)) {
                threads.add(thread);
            }
        }
    }

    /** Waits for all to end, a bounded time. Returns the names of those that have not. Not to be called by one of them. */
    List<String> end() {
        workers.shutdownNow();
        interruptBackground();
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
        List<String> alive = new ArrayList<>();
        for (Thread thread : snapshot()) {
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

    private synchronized void interruptBackground() {
        background.forEach(Thread::interrupt);
    }

    private synchronized List<Thread> snapshot() {
        return List.copyOf(threads);
    }
}
