package io.pollux.it.victims.semantics;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A call that blocks in a thread of its own, until the case has done what should end it. */
final class Blocked {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(45);

    private final Thread thread;
    private final FutureTask<Object> task;

    private Blocked(Callable<Object> call) {
        task = new FutureTask<>(call);
        thread = new Thread(task, "blocked");
        thread.setDaemon(true);
    }

    /** Starts the call and comes back once its thread is inside a native method of {@code sun.nio.ch}. */
    static Blocked in(Callable<Object> call) {
        Blocked blocked = new Blocked(call);
        blocked.thread.start();
        await(() -> blocked.task.isDone() || inNative(blocked.thread));
        return blocked;
    }

    private static boolean inNative(Thread thread) {
        StackTraceElement[] stack = thread.getStackTrace();
        return stack.length > 0 && stack[0].isNativeMethod() && stack[0].getClassName().startsWith("sun.nio.ch.");
    }

    Thread thread() {
        return thread;
    }

    /** What the call returned, or the name of what it threw. */
    String result() throws Exception {
        try {
            return String.valueOf(task.get(45, TimeUnit.SECONDS));
        } catch (ExecutionException e) {
            return nameOf(e.getCause());
        }
    }

    /** Closes now what a try statement would close later: the early close is the case. */
    static void close(AutoCloseable what) throws Exception {
        what.close();
    }

    /** Class and message: the message comes from the kernel's errno, so it must not change either. */
    static String nameOf(Throwable e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : "(" + e.getMessage() + ")");
    }

    /** Waits for a condition, at most 45 s. */
    static void await(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT_NS)
                throw new IllegalStateException("condition not met");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
