package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_CONNECT;
import static java.nio.channels.SelectionKey.OP_READ;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connecting: at once, later, and never. */
final class ConnectCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("connect-non-blocking", ConnectCases::connect);
        ALL.put("connect-refused-non-blocking", ConnectCases::refused);
        ALL.put("connect-refused-blocking", ConnectCases::refusedBlocking);
        ALL.put("connect-refused-socket-with-timeout", ConnectCases::refusedTimed);
        ALL.put("connect-pending", ConnectCases::pending);
        ALL.put("connect-times-out", ConnectCases::timesOut);
        ALL.put("connect-then-read-on-one-key", ConnectCases::thenRead);
    }

    private ConnectCases() {
    }

    private static SocketChannel connecting(Selector selector, SocketAddress to) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.connect(to);
        channel.register(selector, OP_CONNECT);
        return channel;
    }

    /** A loopback port that nothing listens on. */
    private static SocketAddress deaf() throws IOException {
        try (ServerSocketChannel gone = Pair.listener()) {
            return gone.getLocalAddress();
        }
    }

    private static Object connect() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = Pair.listener();
                SocketChannel channel = connecting(selector, listener.getLocalAddress())) {
            int n = selector.select();
            SelectionKey key = channel.keyFor(selector);
            return n + " " + key.readyOps() + " " + channel.finishConnect() + " " + channel.isConnected();
        }
    }

    private static Object refused() throws Exception {
        try (Selector selector = Selector.open(); SocketChannel channel = SocketChannel.open()) {
            channel.configureBlocking(false);
            // Over loopback the refusal may come within connect or to finishConnect.
            if (channel.connect(deaf()))
                return "connected";
            channel.register(selector, OP_CONNECT);
            selector.select();
            return channel.finishConnect();
        }
    }

    private static Object refusedBlocking() throws Exception {
        return SocketChannel.open(deaf());
    }

    private static Object refusedTimed() throws Exception {
        try (Socket socket = new Socket()) {
            socket.connect(deaf(), 10_000);
            return "connected";
        }
    }

    /** Connections past a full backlog stay pending, and finish once the server accepts and the kernel sends SYN again. */
    private static Object pending() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = ServerSocketChannel.open().bind(Pair.loopback(), 1)) {
            List<SocketChannel> clients = new ArrayList<>();
            for (int i = 0; i < 5; i++)
                clients.add(connecting(selector, listener.getLocalAddress()));
            int early = finish(selector, 2);
            int more = selector.selectNow();
            listener.configureBlocking(false);
            int late = 0;
            while (late < 3) {
                selector.select(100);
                late += finishSelected(selector);
                Pair.closeAccepted(listener);
            }
            for (SocketChannel client : clients)
                client.close();
            return early + " " + more + " " + late;
        }
    }

    private static int finish(Selector selector, int wanted) throws IOException {
        int finished = 0;
        while (finished < wanted) {
            selector.select();
            finished += finishSelected(selector);
        }
        return finished;
    }

    private static int finishSelected(Selector selector) throws IOException {
        int finished = 0;
        for (SelectionKey key : selector.selectedKeys())
            if (key.isConnectable() && ((SocketChannel) key.channel()).finishConnect()) {
                key.interestOps(0);
                finished++;
            }
        selector.selectedKeys().clear();
        return finished;
    }

    private static Object timesOut() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, Pair.loopback().getAddress());
                Socket one = new Socket(); Socket two = new Socket(); Socket late = new Socket()) {
            SocketAddress to = new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
            one.connect(to);
            two.connect(to);
            late.connect(to, 97);
            return "connected";
        }
    }

    private static Object thenRead() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = Pair.listener();
                SocketChannel channel = connecting(selector, listener.getLocalAddress()); SocketChannel peer = listener.accept()) {
            selector.select();
            selector.selectedKeys().clear();
            boolean finished = channel.finishConnect();
            SelectionKey key = channel.keyFor(selector).interestOps(OP_READ);
            int quiet = selector.selectNow();
            peer.write(ByteBuffer.allocate(17));
            return finished + " " + quiet + " " + selector.select() + " " + key.readyOps() + " " + channel.read(ByteBuffer.allocate(99));
        }
    }
}
