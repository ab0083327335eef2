package io.pollux.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Threads that would keep Pollux in the JVM after a detach. */
final class Leftovers {
    private static final String OURS = "pollux-";
    /** The one that detaches, and those that wait for it and then end: the command line looks for them from outside. */
    private static final Set<String> LEAVING = Set.of("pollux-command", "pollux-control", "pollux-duration", "pollux-lease");
    private static final long END_MS = 2_000;

    private Leftovers() {
    }

    /** Those still there after a bounded wait, in words: threads of Pollux, and any other one that holds its class loader. */
    static List<String> threads() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_MS);
        List<String> found;
        while (!(found = look()).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return found;
    }

    private static List<String> look() {
        List<String> found = new ArrayList<>();
        for (Thread thread : Threads.all()) {
            if (thread != Thread.currentThread() && thread.isAlive() && !LEAVING.contains(thread.getName())) {
                String why = why(thread);
                if (why != null) {
                    found.add("'" + thread.getName() + "' " + why);
                }
            }
        }
        return found;
    }

    private static String why(Thread thread) {
        if (thread.getName().startsWith(OURS)) {
            return "has not ended";
        }
        return holdsOurs(thread) ? "holds the class loader of Pollux" : null;
    }

    private static boolean holdsOurs(Thread thread) {
        ClassLoader ours = Leftovers.class.getClassLoader();
        try {
            return thread.getContextClassLoader() == ours || thread.getClass().getClassLoader() == ours;
        } catch (SecurityException e) {
            return false;
        }
    }
}
