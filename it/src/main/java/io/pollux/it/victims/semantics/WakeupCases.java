package io.pollux.it.victims.semantics;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What ends a select without a channel being ready. */
final class WakeupCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("wakeup-before-select", WakeupCases::before);
        ALL.put("wakeup-is-used-up-by-one-select", WakeupCases::usedUp);
        ALL.put("wakeups-coalesce", WakeupCases::coalesce);
        ALL.put("wakeup-during-select", WakeupCases::during);
        ALL.put("wakeup-during-timed-select", WakeupCases::duringTimed);
        ALL.put("wakeup-is-cleared-by-selectNow", WakeupCases::clearedBySelectNow);
        ALL.put("wakeup-leaves-ready-channels-reported", WakeupCases::withReady);
        ALL.put("interrupt-before-select", WakeupCases::interruptBefore);
        ALL.put("interrupt-during-select", WakeupCases::interruptDuring);
        ALL.put("close-during-select", WakeupCases::closeDuring);
        ALL.put("select-on-closed-selector", WakeupCases::closedBefore);
        ALL.put("timed-select-is-not-early", WakeupCases::notEarly);
        ALL.put("selectNow-with-nothing-ready", WakeupCases::nowNothing);
    }

    private WakeupCases() {
    }

    private static Object before() throws Exception {
        try (Selector selector = Selector.open()) {
            return selector.wakeup().select();
        }
    }

    private static Object usedUp() throws Exception {
        try (Selector selector = Selector.open()) {
            int first = selector.wakeup().select();
            Blocked second = Blocked.in(selector::select);
            boolean blocked = second.thread().isAlive();
            selector.wakeup();
            return first + " " + blocked + " " + second.result();
        }
    }

    private static Object coalesce() throws Exception {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < 101; i++)
                selector.wakeup();
            int first = selector.select();
            Blocked second = Blocked.in(selector::select);
            boolean blocked = second.thread().isAlive();
            selector.wakeup();
            return first + " " + blocked + " " + second.result();
        }
    }

    private static Object during() throws Exception {
        try (Selector selector = Selector.open()) {
            Blocked select = Blocked.in(selector::select);
            selector.wakeup();
            return select.result();
        }
    }

    private static Object duringTimed() throws Exception {
        try (Selector selector = Selector.open()) {
            Blocked select = Blocked.in(() -> selector.select(TimeUnit.MINUTES.toMillis(1)));
            selector.wakeup();
            return select.result();
        }
    }

    private static Object clearedBySelectNow() throws Exception {
        try (Selector selector = Selector.open()) {
            int now = selector.wakeup().selectNow();
            Blocked select = Blocked.in(selector::select);
            boolean blocked = select.thread().isAlive();
            selector.wakeup();
            return now + " " + blocked + " " + select.result();
        }
    }

    private static Object withReady() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, SelectionKey.OP_READ);
            pair.send(7);
            return selector.wakeup().select() + " " + selector.select() + " " + selector.selectedKeys().size();
        }
    }

    private static Object interruptBefore() throws Exception {
        try (Selector selector = Selector.open()) {
            Thread.currentThread().interrupt();
            int n = selector.select();
            return n + " " + Thread.interrupted() + " " + selector.isOpen();
        }
    }

    private static Object interruptDuring() throws Exception {
        try (Selector selector = Selector.open()) {
            Blocked select = Blocked.in(() -> selector.select() + " " + Thread.interrupted() + " " + selector.isOpen());
            select.thread().interrupt();
            return select.result();
        }
    }

    private static Object closeDuring() throws Exception {
        Selector selector = Selector.open();
        try (Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, SelectionKey.OP_READ);
            Blocked select = Blocked.in(selector::select);
            selector.close();
            return select.result() + " " + key.isValid() + " " + pair.server.isRegistered() + " " + pair.server.isOpen();
        }
    }

    private static Object closedBefore() throws Exception {
        Selector selector = Selector.open();
        selector.close();
        return selector.select();
    }

    /** Whole milliseconds, as the JDK passes the timeout on in those. */
    private static Object notEarly() throws Exception {
        try (Selector selector = Selector.open()) {
            boolean early = false;
            for (int ms : new int[] {1, 2, 3, 13, 53}) {
                long start = System.nanoTime();
                int n = selector.select(ms);
                early |= n != 0 || System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(ms);
            }
            return early ? "early" : "not early";
        }
    }

    private static Object nowNothing() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, SelectionKey.OP_READ);
            return selector.selectNow();
        }
    }
}
