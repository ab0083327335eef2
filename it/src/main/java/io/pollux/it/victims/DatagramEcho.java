package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One blocking DatagramChannel that echoes. First argument: free (receive and send), or connected (read and write, to the sender
 * of the first datagram). Second: direct|heap. The first read of the connected kind is not in its tally: what is counted before a connect
 * stays with what the socket was then. Nor is the number of its reads, since the JDK empties the socket when it connects.
 */
final class DatagramEcho implements Server {
    @Override
    public String start(String[] args) throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ByteBuffer buffer = args[1].equals("direct") ? ByteBuffer.allocateDirect(65521) : ByteBuffer.allocate(65521);
        Tally tally = Tally.of(Keys.local(channel.getLocalAddress()));
        boolean connect = args[0].equals("connected");
        Workers.run("echo", () -> {
            if (connect)
                connect(channel, buffer, tally);
            while (channel.isOpen())
                echo(channel, buffer, tally);
        });
        return Keys.where(channel.getLocalAddress());
    }

    private static void connect(DatagramChannel channel, ByteBuffer buffer, Tally tally) throws IOException {
        SocketAddress from = channel.receive(buffer.clear());
        channel.connect(from);
        tally.add("write_bytes", channel.write(buffer.flip()));
    }

    private static void echo(DatagramChannel channel, ByteBuffer buffer, Tally tally) throws IOException {
        if (channel.isConnected())
            echoConnected(channel, buffer, tally);
        else
            echoFree(channel, buffer, tally);
    }

    private static void echoFree(DatagramChannel channel, ByteBuffer buffer, Tally tally) throws IOException {
        SocketAddress from = channel.receive(buffer.clear());
        tally.read(buffer.flip().remaining());
        tally.wrote(channel.send(buffer, from));
    }

    private static void echoConnected(DatagramChannel channel, ByteBuffer buffer, Tally tally) throws IOException {
        tally.add("read_bytes", channel.read(buffer.clear()));
        tally.add("write_bytes", channel.write(buffer.flip()));
    }
}
