package io.pollux.demo;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One keep-alive connection of the load: a request out, its response in, checked, then the next. One thread only. */
final class Connection {
    private static final byte[] REQUEST =
            "GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final ByteBuffer out = ByteBuffer.wrap(REQUEST);
    private final ByteBuffer in = ByteBuffer.allocateDirect(16 * 1024);
    private final ResponseReader response = new ResponseReader();
    private long sentAt;

    private Connection(SocketChannel channel) {
        this.channel = channel;
    }

    /** Connects, joins the selector and sends nothing yet. */
    static Connection open(InetSocketAddress server, Selector selector) throws IOException {
        SocketChannel channel = SocketChannel.open(server);
        channel.configureBlocking(false);
        Connection connection = new Connection(channel);
        channel.register(selector, SelectionKey.OP_READ, connection);
        return connection;
    }

    /**
     * Sends the next request.
     *
     * @throws ProtocolException if the socket does not take these few bytes at once, which an idle socket always does
     */
    void send() throws IOException {
        out.rewind();
        sentAt = System.nanoTime();
        channel.write(out);
        if (out.hasRemaining()) {
            throw new ProtocolException("an idle connection took only " + out.position() + " bytes");
        }
    }

    /** Nanoseconds since the last request was sent. */
    long age() {
        return System.nanoTime() - sentAt;
    }

    /**
     * Reads what has come.
     *
     * @return whether a whole response, status 200, is in
     * @throws EOFException if the server closed the connection
     * @throws ProtocolException if the bytes are not the response that was asked for
     */
    boolean receive() throws IOException {
        in.clear();
        if (channel.read(in) == -1) {
            throw new EOFException("the server closed a keep-alive connection");
        }
        return response.accept(in.flip());
    }
}
