package io.pollux.agent;

import java.util.HashSet;
import java.util.Set;

/** The platform threads of this JVM. */
public final class Threads {
    private Threads() {
    }

    /** Every live one, by a walk that stops none of them. */
    public static Set<Thread> all() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] threads = new Thread[root.activeCount() * 2 + 16];
        int n = root.enumerate(threads, true);
        Set<Thread> all = new HashSet<>();
        for (int i = 0; i < n; i++) {
            all.add(threads[i]);
        }
        return all;
    }
}
