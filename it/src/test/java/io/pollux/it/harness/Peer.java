package io.pollux.it.harness;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;

/** The test's end of a connection to an echo server; checks every byte that comes back. Not thread-safe. */
public final class Peer implements AutoCloseable {
    private static final AtomicInteger NAMES = new AtomicInteger();

    private final SocketChannel channel;
    private byte next;

    private Peer(SocketChannel connected) {
        this.channel = connected;
    }

    /**
     * Connects to a port of loopback, from a port that nobody else has: it is bound first, as connect() alone would share one port among
     * connections to different servers (Linux, inet_hash_connect()), and the port is the name by which the victim knows this end.
     */
    public static Peer to(String port) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        SocketChannel channel = SocketChannel.open();
        channel.bind(new InetSocketAddress(loopback, 0));
        channel.connect(new InetSocketAddress(loopback, Integer.parseInt(port)));
        return new Peer(channel);
    }

    /** Connects to a Unix domain socket, from a name of its own, by which the victim knows this end. */
    public static Peer toUnix(String path) throws IOException {
        return toUnix(path, Path.of("/tmp", "px" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet()));
    }

    /** The same from that name. */
    public static Peer toUnix(String path, Path name) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(name));
        channel.connect(UnixDomainSocketAddress.of(path));
        return new Peer(channel);
    }

    /** Sends a message and reads its echo. */
    public void echo(int bytes) throws IOException {
        ByteBuffer message = message(bytes);
        write(message.duplicate());
        check(message);
    }

    /** So many messages of so many bytes each, one after the other. */
    public void echo(int messages, int bytes) throws IOException {
        for (int i = 0; i < messages; i++)
            echo(bytes);
    }

    /** A message whose bytes go on where the last one's ended, so that nothing lost, doubled or exchanged goes unseen. */
    private ByteBuffer message(int bytes) {
        ByteBuffer message = ByteBuffer.allocate(bytes);
        while (message.hasRemaining())
            message.put(next++);
        return message.flip();
    }

    /** Sends a message larger than all buffers on the way; its echo is read only once {@code full} has come back. */
    public void flood(int bytes, Runnable full) throws Exception {
        ByteBuffer message = message(bytes);
        FutureTask<Void> writer = new FutureTask<>(() -> {
            write(message.duplicate());
            return null;
        });
        Thread thread = new Thread(writer, "flood");
        thread.setDaemon(true);
        thread.start();
        full.run();
        check(message);
        writer.get();
    }

    private void write(ByteBuffer message) throws IOException {
        while (message.hasRemaining())
            channel.write(message);
    }

    private void check(ByteBuffer message) throws IOException {
        ByteBuffer echo = read(message.remaining());
        if (!echo.equals(message))
            throw new AssertionError("the echo differs from the message at byte " + echo.mismatch(message));
    }

    /** Reads exactly so many bytes. */
    public ByteBuffer read(int bytes) throws IOException {
        ByteBuffer got = ByteBuffer.allocate(bytes);
        while (got.hasRemaining())
            if (channel.read(got) < 0)
                throw new EOFException("connection lost after " + got.position() + " of " + bytes + " bytes");
        return got.flip();
    }

    /** Sends bytes that are no message: nothing is expected back but what {@link #read} then asks for. */
    public void send(int bytes) throws IOException {
        write(ByteBuffer.allocate(bytes));
    }

    @Override
    public void close() throws IOException {
        SocketAddress name = channel.getLocalAddress();
        channel.close();
        if (name instanceof UnixDomainSocketAddress unix)
            Files.deleteIfExists(unix.getPath());
    }
}
