package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Selected keys: they stay, gather what became ready, and are guarded; or a consumer has them. */
final class SelectedCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("selected-key-stays-until-removed", SelectedCases::stays);
        ALL.put("ready-ops-accumulate", SelectedCases::accumulate);
        ALL.put("select-with-consumer-forgets", SelectedCases::consumer);
        ALL.put("key-sets-are-guarded", SelectedCases::guarded);
    }

    private SelectedCases() {
    }

    private static Object stays() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            pair.send(7);
            return selector.select() + " " + selector.select() + " " + selector.selectedKeys().size();
        }
    }

    private static Object accumulate() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_WRITE);
            int first = selector.select();
            pair.send(7);
            key.interestOps(OP_READ);
            return first + " " + selector.select() + " " + key.readyOps() + " " + selector.select();
        }
    }

    private static Object consumer() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            pair.send(7);
            AtomicInteger seen = new AtomicInteger();
            int first = selector.select(key -> seen.addAndGet(key.readyOps()));
            int second = selector.select(key -> seen.addAndGet(key.readyOps()));
            return first + " " + second + " " + seen + " " + selector.selectedKeys().size();
        }
    }

    private static Object guarded() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            String keys = refused(() -> selector.keys().remove(key));
            String selected = refused(() -> selector.selectedKeys().add(key));
            return keys + " " + selected;
        }
    }

    private static String refused(Semantics.Case change) {
        try {
            return "allowed " + change.run();
        } catch (Exception e) {
            return e.getClass().getSimpleName();
        }
    }
}
