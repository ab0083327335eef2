package io.pollux.it.victims.copies;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.concurrent.Future;

/** Two asynchronous channels; messages small enough for the socket's buffer, so that no write is tried twice. */
final class AsyncPath {
    private static final int LARGEST = 9_973;

    private AsyncPath() {
    }

    static CopyPath open() throws Exception {
        AsynchronousSocketChannel from = AsynchronousSocketChannel.open();
        try (AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open()) {
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Future<AsynchronousSocketChannel> to = listener.accept();
            from.connect(listener.getLocalAddress()).get();
            AsynchronousSocketChannel accepted = to.get();
            return (bytes, heap) -> move(from, accepted, Math.min(bytes, LARGEST), heap);
        }
    }

    private static void move(AsynchronousSocketChannel from, AsynchronousSocketChannel to, int bytes, boolean heap) throws Exception {
        ByteBuffer out = Message.full(0, bytes, heap);
        while (out.hasRemaining()) {
            Copied.write(from, heap, out.remaining());
            from.write(out).get();
        }
        ByteBuffer in = Message.empty(bytes, heap);
        while (in.hasRemaining())
            Copied.read(to, heap, to.read(in).get());
        Message.check(in, 0);
    }
}
