package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;

/** Keys: registration, cancellation, and what becomes of them with their channel. */
final class KeyCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("cancel", KeyCases::cancel);
        ALL.put("cancel-during-select", KeyCases::cancelDuring);
        ALL.put("deregister-and-register-again", KeyCases::registerAgain);
        ALL.put("move-to-another-selector", KeyCases::move);
        ALL.put("two-selectors-report-one-channel", KeyCases::twoSelectors);
        ALL.put("registered-during-select", KeyCases::registeredDuring);
        ALL.put("close-registered-channel-then-select", KeyCases::closeRegistered);
        ALL.put("descriptor-number-reused", KeyCases::reused);
        ALL.put("blocking-mode-while-registered", KeyCases::blockingMode);
        ALL.put("blocking-mode-after-cancel", KeyCases::blockingAfterCancel);
    }

    private KeyCases() {
    }

    private static Object cancel() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            pair.send(7);
            key.cancel();
            return key.isValid() + " " + selector.keys().size() + " " + selector.selectNow() + " " + selector.keys().size() + " "
                    + pair.server.isRegistered();
        }
    }

    private static Object cancelDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            key.cancel();
            selector.wakeup();
            return select.result() + " " + selector.keys().size() + " " + pair.server.isRegistered();
        }
    }

    private static Object registerAgain() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 7; i++) {
                SelectionKey key = pair.server.register(selector, OP_READ);
                pair.send(i + 1);
                seen.append(selector.select()).append('/').append(pair.receive()).append(' ');
                key.cancel();
                selector.selectNow();
            }
            return seen;
        }
    }

    private static Object move() throws Exception {
        try (Selector from = Selector.open(); Selector to = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(from, OP_READ).cancel();
            from.selectNow();
            pair.server.register(to, OP_READ);
            pair.send(7);
            return to.select() + " " + from.selectNow();
        }
    }

    private static Object twoSelectors() throws Exception {
        try (Selector one = Selector.open(); Selector two = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(one, OP_READ);
            pair.server.register(two, OP_READ | OP_WRITE);
            pair.send(7);
            int first = one.select();
            two.select();
            int ops = two.selectedKeys().iterator().next().readyOps();
            pair.receive();
            one.selectedKeys().clear();
            return first + " " + ops + " " + one.selectNow();
        }
    }

    private static Object registeredDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.send(7);
            Blocked select = Blocked.in(selector::select);
            pair.server.register(selector, OP_READ);
            selector.wakeup();
            select.result();
            selector.select(1000);
            return selector.selectedKeys().size();
        }
    }

    private static Object closeRegistered() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            pair.server.close();
            selector.wakeup();
            return select.result() + " " + key.isValid() + " " + selector.keys().size();
        }
    }

    /** A closed channel's number goes to the next one opened: what is reported must be the new one's. */
    private static Object reused() throws Exception {
        try (Selector selector = Selector.open()) {
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 11; i++) {
                try (Pair pair = Pair.nonBlockingServer()) {
                    SelectionKey key = pair.server.register(selector, OP_READ);
                    int quiet = selector.selectNow();
                    pair.send(5);
                    seen.append(quiet).append(selector.select()).append(selector.selectedKeys().contains(key) ? "y " : "n ");
                    selector.selectedKeys().clear();
                }
                selector.selectNow();
            }
            return seen;
        }
    }

    private static Object blockingMode() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            return pair.server.configureBlocking(true);
        }
    }

    private static Object blockingAfterCancel() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ).cancel();
            selector.selectNow();
            pair.server.configureBlocking(true);
            pair.send(7);
            return pair.receive();
        }
    }
}
