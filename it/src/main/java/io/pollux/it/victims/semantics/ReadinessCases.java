package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** When a connected channel is ready, and that it stays so until the cause is gone. */
final class ReadinessCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("readable-while-bytes-are-left", ReadinessCases::levelTriggered);
        ALL.put("data-before-register", ReadinessCases::dataBefore);
        ALL.put("data-during-select", ReadinessCases::dataDuring);
        ALL.put("writable-at-once", ReadinessCases::writable);
        ALL.put("writable-after-peer-drained", ReadinessCases::writableAgain);
        ALL.put("urgent-data-aside", ReadinessCases::urgentAside);
        ALL.put("urgent-data-inline", ReadinessCases::urgentInline);
    }

    private ReadinessCases() {
    }

    private static Object levelTriggered() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            pair.send(3);
            StringBuilder seen = new StringBuilder();
            for (int i = 0; i < 3; i++) {
                seen.append(selector.select()).append(pair.server.read(ByteBuffer.allocate(1))).append(' ');
                selector.selectedKeys().clear();
            }
            return seen.append(selector.selectNow());
        }
    }

    private static Object dataBefore() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.send(7);
            pair.server.register(selector, OP_READ);
            return selector.select();
        }
    }

    private static Object dataDuring() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            StringBuilder seen = new StringBuilder();
            for (int i = 1; i <= 5; i++) {
                Blocked select = Blocked.in(selector::select);
                pair.send(i);
                seen.append(select.result()).append('/').append(pair.receive()).append(' ');
                selector.selectedKeys().clear();
            }
            return seen;
        }
    }

    private static Object writable() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            SelectionKey key = pair.server.register(selector, OP_READ | OP_WRITE);
            return selector.select() + " " + key.readyOps();
        }
    }

    private static Object writableAgain() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            long sent = fill(pair.server);
            SelectionKey key = pair.server.register(selector, OP_WRITE);
            int full = selector.selectNow();
            Blocked select = Blocked.in(selector::select);
            long drained = drain(pair.client, sent);
            return full + " " + select.result() + " " + key.isWritable() + " " + (drained == sent);
        }
    }

    private static long fill(SocketChannel channel) throws Exception {
        ByteBuffer block = ByteBuffer.allocateDirect(65521);
        long sent = 0;
        int refused = 0;
        // Loopback moves what is queued to the peer for a while yet: full is what stays full.
        while (refused < 3) {
            int n = channel.write(block.clear());
            sent += n;
            refused = n == 0 ? refused + 1 : 0;
        }
        return sent;
    }

    private static long drain(SocketChannel channel, long bytes) throws Exception {
        ByteBuffer block = ByteBuffer.allocateDirect(65521);
        long got = 0;
        while (got < bytes)
            got += channel.read(block.clear());
        return got;
    }

    /** Without OOBINLINE an urgent byte is no input, and the selector does not ask for PRI. */
    private static Object urgentAside() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            pair.client.socket().sendUrgentData(7);
            int urgent = selector.selectNow();
            pair.send(5);
            return urgent + " " + selector.select() + " " + pair.receive();
        }
    }

    private static Object urgentInline() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.socket().setOOBInline(true);
            pair.server.register(selector, OP_READ);
            pair.client.socket().sendUrgentData(7);
            ByteBuffer one = ByteBuffer.allocate(10);
            return selector.select() + " " + pair.server.read(one) + " " + one.get(0);
        }
    }
}
