package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * One blocking DatagramChannel that echoes. First argument: free (receive and send), or connected (read and write, to the sender
 * of the first datagram, which is received free). Second: direct|heap.
 */
final class DatagramEcho implements Server {
    @Override
    public String start(String[] args) throws IOException {
        DatagramChannel channel = DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        ByteBuffer buffer = args[1].equals("direct") ? ByteBuffer.allocateDirect(65521) : ByteBuffer.allocate(65521);
        Tally tally = Tally.of(Keys.local(channel.getLocalAddress()));
        boolean connect = args[0].equals("connected");
        Workers.run("echo", () -> {
            echoFree(channel, buffer, tally, connect);
            while (channel.isConnected())
                echoConnected(channel, buffer, tally);
        });
        return Keys.where(channel.getLocalAddress());
    }

    private static void echoFree(DatagramChannel channel, ByteBuffer buffer, Tally tally, boolean connect) throws IOException {
        do {
            buffer.clear();
            SocketAddress from = channel.receive(buffer);
            if (connect)
                channel.connect(from);
            tally.read(buffer.flip().remaining());
            tally.wrote(connect ? channel.write(buffer) : channel.send(buffer, from));
        } while (!connect);
    }

    private static void echoConnected(DatagramChannel channel, ByteBuffer buffer, Tally tally) throws IOException {
        buffer.clear();
        tally.read(channel.read(buffer));
        tally.wrote(channel.write(buffer.flip()));
    }
}
