package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;

/** A connection that ends: half by the peer, half here, or by a reset. */
final class HangUpCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("half-close-by-peer", HangUpCases::halfClose);
        ALL.put("half-close-stays-readable", HangUpCases::halfCloseStays);
        ALL.put("write-after-half-close", HangUpCases::writeAfterHalfClose);
        ALL.put("local-shutdown-of-input", HangUpCases::localShutdownInput);
        ALL.put("local-shutdown-of-output", HangUpCases::localShutdownOutput);
        ALL.put("local-shutdown-of-input-during-select", HangUpCases::localShutdownDuring);
        ALL.put("reset-by-peer", HangUpCases::reset);
        ALL.put("reset-during-select", HangUpCases::resetDuring);
        ALL.put("reset-without-interest", HangUpCases::resetWithoutInterest);
    }

    private HangUpCases() {
    }

    private static Object halfClose() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            pair.send(7);
            pair.client.shutdownOutput();
            return select.result() + " " + key.readyOps() + " " + pair.receive() + " " + pair.receive();
        }
    }

    private static Object halfCloseStays() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            pair.client.shutdownOutput();
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 5; i++) {
                seen.append(selector.select()).append('/').append(pair.receive()).append(' ');
                selector.selectedKeys().clear();
            }
            return seen;
        }
    }

    private static Object writeAfterHalfClose() throws Exception {
        try (Pair pair = Pair.nonBlockingServer()) {
            pair.client.shutdownOutput();
            int wrote = pair.server.write(ByteBuffer.allocate(13));
            return wrote + " " + pair.client.read(ByteBuffer.allocate(100));
        }
    }

    private static Object localShutdownInput() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            int quiet = selector.selectNow();
            pair.server.shutdownInput();
            return quiet + " " + selector.select() + " " + pair.receive();
        }
    }

    private static Object localShutdownOutput() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            int quiet = selector.selectNow();
            pair.server.shutdownOutput();
            key.interestOps(OP_READ | OP_WRITE);
            selector.select();
            return quiet + " " + key.readyOps() + " " + pair.client.read(ByteBuffer.allocate(1));
        }
    }

    private static Object localShutdownDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            pair.server.shutdownInput();
            return select.result() + " " + pair.receive();
        }
    }

    private static Object reset() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            pair.client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
            return selector.select() + " " + key.readyOps() + " " + read(pair);
        }
    }

    private static Object resetDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            pair.client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
            return select.result() + " " + key.readyOps() + " " + read(pair);
        }
    }

    private static Object resetWithoutInterest() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ);
            selector.selectNow();
            key.interestOps(0);
            selector.selectNow();
            pair.client.setOption(StandardSocketOptions.SO_LINGER, 0).close();
            int none = selector.selectNow();
            key.interestOps(OP_READ);
            return none + " " + selector.select() + " " + read(pair);
        }
    }

    private static String read(Pair pair) {
        try {
            return String.valueOf(pair.receive());
        } catch (Exception e) {
            return Blocked.nameOf(e);
        }
    }
}
