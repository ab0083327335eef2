package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/** Channels in blocking mode: each read and write of the program is one system call. First argument: single|vector. */
final class BlockingChannelEcho implements Server {
    @Override
    public String start(String[] args) throws IOException {
        boolean vector = args[0].equals("vector");
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Workers.run("acceptor", () -> {
            while (true) {
                SocketChannel channel = listener.accept();
                Workers.run("echo", () -> echo(channel, vector));
            }
        });
        return Keys.where(listener.getLocalAddress());
    }

    private static void echo(SocketChannel channel, boolean vector) throws IOException {
        Tally tally = Tally.of(Keys.remote(channel.getRemoteAddress()));
        ByteBuffer[] buffers = {ByteBuffer.allocateDirect(1009), ByteBuffer.allocate(3001)};
        try (channel) {
            while (read(channel, buffers, vector, tally) >= 0)
                write(channel, buffers, vector, tally);
        }
    }

    private static long read(SocketChannel channel, ByteBuffer[] buffers, boolean vector, Tally tally) throws IOException {
        for (ByteBuffer buffer : buffers)
            buffer.clear();
        // The read that blocks now has not returned, so neither side has counted it.
        long n = vector ? channel.read(buffers) : channel.read(buffers[0]);
        tally.read(n);
        return n;
    }

    private static void write(SocketChannel channel, ByteBuffer[] buffers, boolean vector, Tally tally) throws IOException {
        for (ByteBuffer buffer : buffers)
            buffer.flip();
        while (buffers[0].hasRemaining() || vector && buffers[1].hasRemaining())
            tally.wrote(vector ? channel.write(buffers) : channel.write(buffers[0]));
    }
}
