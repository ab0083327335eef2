package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Unix domain sockets: their readiness to write is signalled by fewer events than TCP's. */
final class UnixCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("unix-accept-and-read", UnixCases::acceptAndRead);
        ALL.put("unix-refused", UnixCases::refused);
        ALL.put("unix-writable-after-drain", UnixCases::writable);
        ALL.put("unix-peer-closed", UnixCases::peerClosed);
        ALL.put("unix-half-close", UnixCases::halfClose);
        ALL.put("unix-close-blocked-accept", UnixCases::closeAccept);
    }

    private UnixCases() {
    }

    private static UnixDomainSocketAddress address() throws IOException {
        Path dir = Files.createTempDirectory("px");
        dir.toFile().deleteOnExit();
        dir.resolve("s").toFile().deleteOnExit();
        return UnixDomainSocketAddress.of(dir.resolve("s"));
    }

    private static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address());
    }

    private static SocketChannel[] pair() throws IOException {
        try (ServerSocketChannel listener = listener()) {
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            SocketChannel server = listener.accept();
            server.configureBlocking(false);
            return new SocketChannel[] {client, server};
        }
    }

    private static Object acceptAndRead() throws Exception {
        try (Selector selector = Selector.open(); ServerSocketChannel listener = listener()) {
            listener.configureBlocking(false).register(selector, OP_ACCEPT);
            Blocked select = Blocked.in(selector::select);
            try (SocketChannel client = SocketChannel.open(listener.getLocalAddress())) {
                String ready = select.result();
                SocketChannel server = listener.accept();
                server.configureBlocking(false).register(selector, OP_READ);
                selector.selectedKeys().clear();
                Blocked second = Blocked.in(selector::select);
                client.write(ByteBuffer.allocate(17));
                String then = second.result() + " " + server.read(ByteBuffer.allocate(100));
                server.close();
                return ready + " " + then;
            }
        }
    }

    private static Object refused() throws Exception {
        return SocketChannel.open(address());
    }

    private static Object writable() throws Exception {
        SocketChannel[] ends = pair();
        try (Selector selector = Selector.open(); SocketChannel client = ends[0]; SocketChannel server = ends[1]) {
            ByteBuffer block = ByteBuffer.allocateDirect(65_521);
            long sent = 0;
            for (int n = 1; n > 0; sent += n)
                n = server.write(block.clear());
            SelectionKey key = server.register(selector, OP_WRITE);
            int full = selector.selectNow();
            Blocked select = Blocked.in(selector::select);
            while (sent > 0)
                sent -= client.read(block.clear());
            return full + " " + select.result() + " " + key.isWritable();
        }
    }

    private static Object peerClosed() throws Exception {
        SocketChannel[] ends = pair();
        try (Selector selector = Selector.open(); SocketChannel server = ends[1]) {
            SelectionKey key = server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            ends[0].close();
            return select.result() + " " + key.readyOps() + " " + server.read(ByteBuffer.allocate(1));
        }
    }

    private static Object halfClose() throws Exception {
        SocketChannel[] ends = pair();
        try (Selector selector = Selector.open(); SocketChannel client = ends[0]; SocketChannel server = ends[1]) {
            server.register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            client.shutdownOutput();
            String ready = select.result() + " " + server.read(ByteBuffer.allocate(1));
            server.write(ByteBuffer.allocate(11));
            return ready + " " + client.read(ByteBuffer.allocate(100));
        }
    }

    private static Object closeAccept() throws Exception {
        try (ServerSocketChannel listener = listener()) {
            Blocked accept = Blocked.in(listener::accept);
            Blocked.close(listener);
            return accept.result();
        }
    }
}
