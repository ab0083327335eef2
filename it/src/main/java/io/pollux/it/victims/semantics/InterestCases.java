package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a key asks for: none at first, more, less, and on and off. */
final class InterestCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("interest-none-then-read", InterestCases::noneThenRead);
        ALL.put("interest-widened-during-select", InterestCases::widenedDuring);
        ALL.put("interest-narrowed-before-select", InterestCases::narrowed);
        ALL.put("interest-toggled-without-select", InterestCases::toggled);
    }

    private InterestCases() {
    }

    private static Object noneThenRead() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, 0);
            pair.send(7);
            int none = selector.selectNow();
            key.interestOps(OP_READ);
            return none + " " + selector.select();
        }
    }

    private static Object widenedDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, 0);
            pair.send(7);
            Blocked select = Blocked.in(selector::select);
            key.interestOps(OP_READ);
            selector.wakeup();
            // The woken select may or may not see the new interest; the one after it must.
            select.result();
            selector.select(1000);
            return selector.selectedKeys().size();
        }
    }

    private static Object narrowed() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ | OP_WRITE);
            pair.send(7);
            selector.select();
            int both = key.readyOps();
            selector.selectedKeys().clear();
            key.interestOps(OP_READ);
            selector.select();
            int read = key.readyOps();
            selector.selectedKeys().clear();
            key.interestOps(0);
            return both + " " + read + " " + selector.selectNow();
        }
    }

    private static Object toggled() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            selector.selectNow();
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                key.interestOps(0);
                key.interestOps(OP_READ);
                pair.send(3);
                seen.append(selector.select()).append('/').append(pair.receive()).append(' ');
                selector.selectedKeys().clear();
            }
            return seen;
        }
    }
}
