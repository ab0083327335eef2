package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/** Accepting: at once, never, and many at a time. */
final class AcceptCases {
    /** Connections of the storm, one after the other: prime. */
    private static final int STORM = 211;

    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("accept-non-blocking", AcceptCases::accept);
        ALL.put("accept-times-out", AcceptCases::acceptTimesOut);
        ALL.put("accept-storm", AcceptCases::storm);
    }

    private AcceptCases() {
    }

    private static Object accept() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = Pair.listener()) {
            listener.configureBlocking(false);
            listener.register(selector, OP_ACCEPT);
            boolean none = listener.accept() == null;
            Blocked select = Blocked.in(selector::select);
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
                String ready = select.result();
                Pair.closeAccepted(listener);
                selector.selectedKeys().clear();
                return none + " " + ready + " " + client.isConnected() + " " + selector.selectNow();
            }
        }
    }

    private static Object acceptTimesOut() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, Pair.loopback().getAddress())) {
            listener.setSoTimeout(13);
            return listener.accept();
        }
    }

    private static Object storm() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = ServerSocketChannel.open().bind(Pair.loopback(), 1009)) {
            listener.configureBlocking(false);
            listener.register(selector, OP_ACCEPT);
            Blocked clients = Blocked.in(() -> connectMany(listener.getLocalAddress()));
            int accepted = 0;
            int read = 0;
            while (read < STORM) {
                selector.select();
                for (SelectionKey key : selector.selectedKeys()) {
                    if (key.isAcceptable())
                        accepted += acceptAll(listener, selector);
                    else
                        read += finishOne((SocketChannel) key.channel());
                }
                selector.selectedKeys().clear();
            }
            return accepted + " " + read + " " + clients.result();
        }
    }

    private static Object connectMany(SocketAddress to) throws IOException {
        int echoed = 0;
        for (int i = 0; i < STORM; i++)
            try (SocketChannel client = SocketChannel.open(to)) {
                client.write(ByteBuffer.allocate(1));
                echoed += client.read(ByteBuffer.allocate(1));
            }
        return echoed;
    }

    private static int acceptAll(ServerSocketChannel listener, Selector selector) throws IOException {
        int accepted = 0;
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, OP_READ);
            accepted++;
        }
        return accepted;
    }

    private static int finishOne(SocketChannel channel) throws IOException {
        try (channel) {
            ByteBuffer one = ByteBuffer.allocate(1);
            int n = channel.read(one);
            channel.write(one.flip());
            return n;
        }
    }
}
