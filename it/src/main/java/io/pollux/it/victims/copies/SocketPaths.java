package io.pollux.it.victims.copies;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.util.concurrent.FutureTask;

/** Streams of sockets: arrays only, always on the heap. */
final class SocketPaths {
    /** The JDK cuts larger arrays: NioSocketImpl.MAX_BUFFER_SIZE and its like in SocketChannelImpl, JDK 17 to 25. */
    private static final int CHUNK = 128 * 1024;

    private SocketPaths() {
    }

    static CopyPath streams() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            return between(client, listener.accept());
        }
    }

    static CopyPath adaptors() throws IOException {
        SocketChannel[] ends = ChannelPaths.connect();
        return between(ends[0].socket(), ends[1].socket());
    }

    private static CopyPath between(Socket from, Socket to) {
        return (bytes, heap) -> {
            if (heap)
                move(from, to, bytes);
        };
    }

    private static void move(Socket from, Socket to, int bytes) throws Exception {
        FutureTask<Void> writer = new FutureTask<>(() -> {
            from.getOutputStream().write(Message.bytes(bytes));
            return null;
        });
        Thread thread = new Thread(writer, "writer");
        thread.setDaemon(true);
        thread.start();
        read(to, bytes);
        writer.get();
        for (int left = bytes; left > 0; left -= CHUNK)
            Copied.write(from, true, Math.min(left, CHUNK));
    }

    private static void read(Socket to, int bytes) throws IOException {
        byte[] message = new byte[bytes];
        InputStream in = to.getInputStream();
        for (int at = 0; at < bytes;) {
            int n = in.read(message, at, bytes - at);
            Copied.read(to, true, n);
            at += n;
        }
        Message.check(message, bytes);
    }
}
