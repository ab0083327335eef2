package io.pollux.it.victims.copies;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/** Datagrams: free and connected channels, and sockets. Messages that don't fit into one datagram are cut. */
final class DatagramPaths {
    private static final int LARGEST = 9_973;

    private DatagramPaths() {
    }

    private static DatagramChannel bound() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static CopyPath free() throws IOException {
        DatagramChannel from = bound();
        DatagramChannel to = bound();
        return (bytes, heap) -> {
            ByteBuffer out = Message.full(0, Math.min(bytes, LARGEST), heap);
            Copied.write(from, heap, out.remaining());
            from.send(out, to.getLocalAddress());
            ByteBuffer in = Message.empty(LARGEST + 2, heap);
            to.receive(in);
            Message.check(in, 0);
            Copied.read(to, heap, in.position() - 1);
        };
    }

    static CopyPath connected() throws IOException {
        DatagramChannel from = bound();
        DatagramChannel to = bound().connect(from.getLocalAddress());
        from.connect(to.getLocalAddress());
        return (bytes, heap) -> ChannelPaths.single(from, to, Math.min(bytes, LARGEST), heap);
    }

    static CopyPath sockets() throws IOException {
        DatagramSocket from = bound().socket();
        DatagramSocket to = bound().socket();
        return (bytes, heap) -> {
            if (heap)
                move(from, to, Math.min(bytes, LARGEST));
        };
    }

    private static void move(DatagramSocket from, DatagramSocket to, int bytes) throws IOException {
        from.send(new DatagramPacket(Message.bytes(bytes), bytes, to.getLocalSocketAddress()));
        Copied.write(from, true, bytes);
        DatagramPacket in = new DatagramPacket(new byte[LARGEST + 2], LARGEST + 2);
        to.receive(in);
        Copied.read(to, true, in.getLength());
        Message.check(in.getData(), in.getLength());
    }
}
