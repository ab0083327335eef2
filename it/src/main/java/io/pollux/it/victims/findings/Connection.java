package io.pollux.it.victims.findings;

import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A TCP connection of this program with itself. {@code near} is the accepted end, which ails; {@code far} belongs to a well-behaved peer. */
final class Connection {
    private static ServerSocketChannel common;

    final SocketChannel near;
    final SocketChannel far;

    private Connection(SocketChannel near, SocketChannel far) {
        this.near = near;
        this.far = far;
    }

    /** Through the one listener of this program. */
    static synchronized Connection open() throws IOException {
        if (common == null)
            common = listener(50);
        return open(common);
    }

    static Connection open(ServerSocketChannel listener) throws IOException {
        SocketChannel far = connect(listener);
        return new Connection(listener.accept(), far);
    }

    static ServerSocketChannel listener(int backlog) throws IOException {
        return ServerSocketChannel.open().bind(anyPort(), backlog);
    }

    /** Connects from a port that no other connection of this program has, as it is the name that findings are known by. */
    static SocketChannel connect(ServerSocketChannel listener) throws IOException {
        SocketChannel far = SocketChannel.open().bind(anyPort());
        far.connect(listener.getLocalAddress());
        return far;
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** The name of the near end. */
    String key() throws IOException {
        return "remote:" + ((InetSocketAddress) far.getLocalAddress()).getPort();
    }

    /** Sends so many bytes from the far end. */
    Connection send(int bytes) throws IOException {
        write(far, ByteBuffer.allocateDirect(bytes));
        return this;
    }

    /** Sends a message and waits for its echo, for ever, a few hundred times a second. */
    Connection talk(int bytes) {
        return talk(bytes, 2);
    }

    /** The same with another rest between two messages. */
    Connection talk(int bytes, int restMs) {
        Workers.run("talk", () -> {
            ByteBuffer message = ByteBuffer.allocateDirect(bytes);
            while (true) {
                write(far, message.clear());
                message.clear();
                while (message.hasRemaining() && far.read(message) >= 0)
                    continue;
                pause(restMs);
            }
        });
        return this;
    }

    static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining())
            channel.write(bytes);
    }

    /** Keeps a fault from taking a whole processor: many run beside each other. */
    static void pause(int ms) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(ms));
    }
}
