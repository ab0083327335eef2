package io.pollux.it.victims.copies;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/** Blocking channels with buffers, one and many. */
final class ChannelPaths {
    private ChannelPaths() {
    }

    /** Two ends of one TCP connection. */
    static SocketChannel[] connect() throws IOException {
        try (ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return new SocketChannel[] {SocketChannel.open(listener.getLocalAddress()), listener.accept()};
        }
    }

    static CopyPath single() throws IOException {
        SocketChannel[] ends = connect();
        return (bytes, heap) -> single(ends[0], ends[1], bytes, heap);
    }

    static CopyPath vector() throws IOException {
        SocketChannel[] ends = connect();
        return (bytes, heap) -> vector(ends[0], ends[1], bytes, heap);
    }

    static CopyPath pipe() throws IOException {
        Pipe pipe = Pipe.open();
        return (bytes, heap) -> single(pipe.sink(), pipe.source(), bytes, heap);
    }

    static void single(WritableByteChannel from, ReadableByteChannel to, int bytes, boolean heap) throws IOException {
        ByteBuffer out = Message.full(0, bytes, heap);
        while (out.hasRemaining()) {
            Copied.write(from, heap, out.remaining());
            from.write(out);
        }
        ByteBuffer in = Message.empty(bytes, heap);
        while (in.hasRemaining())
            Copied.read(to, heap, to.read(in));
        Message.check(in, 0);
    }

    /** Two heap buffers with a direct one between them; all three direct when heap is false. */
    static void vector(GatheringByteChannel from, ScatteringByteChannel to, int bytes, boolean heap) throws IOException {
        int third = bytes / 3;
        ByteBuffer[] out = {Message.full(0, third, heap), Message.full(third, third, false), Message.full(2 * third, bytes - 2 * third, heap)};
        while (out[2].hasRemaining()) {
            for (ByteBuffer buffer : out)
                Copied.write(from, !buffer.isDirect(), buffer.remaining());
            from.write(out);
        }
        ByteBuffer[] in = {Message.empty(third + 1, heap), Message.empty(third - 3, false), Message.empty(bytes - 2 * third + 2, heap)};
        while (in[2].hasRemaining())
            scatter(to, in);
        Message.check(in[0], 0);
        Message.check(in[1], third + 1);
        Message.check(in[2], 2 * third - 2);
    }

    private static void scatter(ScatteringByteChannel to, ByteBuffer[] in) throws IOException {
        int[] before = {in[0].position(), in[1].position(), in[2].position()};
        to.read(in);
        for (int i = 0; i < in.length; i++)
            Copied.read(to, !in[i].isDirect(), in[i].position() - before[i]);
    }
}
