package io.pollux.it.victims.semantics;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Two connected TCP channels over loopback, both blocking at first. */
final class Pair implements AutoCloseable {
    final SocketChannel client;
    final SocketChannel server;

    private Pair(SocketChannel client, SocketChannel server) {
        this.client = client;
        this.server = server;
    }

    static Pair open() throws IOException {
        try (ServerSocketChannel listener = listener()) {
            return accepted(listener);
        }
    }

    /** A pair whose server end is ready to be registered. */
    static Pair nonBlockingServer() throws IOException {
        Pair pair = open();
        pair.server.configureBlocking(false);
        return pair;
    }

    /** One more pair through a listener that stays. */
    static Pair accepted(ServerSocketChannel listener) throws IOException {
        SocketChannel client = SocketChannel.open(listener.getLocalAddress());
        return new Pair(client, listener.accept());
    }

    static ServerSocketChannel listener() throws IOException {
        return ServerSocketChannel.open().bind(loopback());
    }

    /** Accepts a connection, if there is one, and closes it. */
    static void closeAccepted(ServerSocketChannel listener) throws IOException {
        SocketChannel accepted = listener.accept();
        if (accepted != null)
            accepted.close();
    }

    /** An address with any free port. */
    static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Sends that many bytes from the client's end. */
    void send(int bytes) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(bytes);
        while (data.hasRemaining())
            client.write(data);
    }

    /** Reads once from the server's end; what {@code read} returned. */
    int receive() throws IOException {
        return server.read(ByteBuffer.allocate(8191));
    }

    @Override
    public void close() throws IOException {
        client.close();
        server.close();
    }
}
