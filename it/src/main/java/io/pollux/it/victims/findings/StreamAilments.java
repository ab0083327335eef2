package io.pollux.it.victims.findings;

import io.pollux.it.victims.Work;
import io.pollux.it.victims.Workers;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;

/** What can be wrong with the way one channel is read, written, accepted or closed. */
final class StreamAilments {
    private static final int MESSAGE_BYTES = 101;
    private static final int LARGE_BYTES = 64 * 1024;
    private static final int HUGE_BYTES = 3_000_017;
    private static final int WAITING = 23;

    private StreamAilments() {
    }

    /** A thread that does the same again and again, with a rest between. */
    private static void forEver(String name, int restMs, Work work) {
        Workers.run(name, () -> {
            while (true) {
                work.run();
                Connection.pause(restMs);
            }
        });
    }

    private static String port(ServerSocketChannel listener) throws IOException {
        return "port:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /** Non-blocking reads in a loop; in health the thread blocks. */
    static String againPolling(boolean sick) throws IOException {
        Connection connection = Connection.open();
        connection.near.configureBlocking(!sick);
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        Workers.run("polling", () -> {
            while (connection.near.read(buffer.clear()) >= 0)
                if (sick)
                    Connection.pause(1);
        });
        return connection.key();
    }

    static String tinyReads(boolean sick) throws IOException {
        Connection connection = Connection.open();
        InputStream direct = Channels.newInputStream(connection.near);
        InputStream in = sick ? direct : new BufferedInputStream(direct);
        Workers.run("tiny-reader", () -> {
            while (in.read() >= 0)
                continue;
        });
        forEver("sender", 5, () -> connection.send(MESSAGE_BYTES));
        return connection.key();
    }

    static String tinyWrites(boolean sick) throws IOException {
        Connection connection = Connection.open();
        OutputStream direct = Channels.newOutputStream(connection.near);
        OutputStream out = sick ? direct : new BufferedOutputStream(direct);
        forEver("tiny-writer", 5, () -> {
            for (int i = 0; i < MESSAGE_BYTES; i++)
                out.write(i);
            out.flush();
        });
        drain(connection);
        return connection.key();
    }

    /** Reads seldom and much, so that the reader's calls are not tiny too. */
    private static void drain(Connection connection) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(LARGE_BYTES);
        Workers.run("drain", () -> {
            while (connection.far.read(buffer.clear()) >= 0)
                Connection.pause(5);
        });
    }

    static String heapBuffers(boolean sick) throws IOException {
        ServerSocketChannel listener = Connection.listener(1);
        Connection connection = Connection.open(listener);
        ByteBuffer buffer = sick ? ByteBuffer.allocate(LARGE_BYTES) : ByteBuffer.allocateDirect(LARGE_BYTES);
        forEver("heap-writer", 1, () -> Connection.write(connection.near, buffer.clear()));
        drain(connection);
        return port(listener);
    }

    /** One write from a large heap buffer, of which the kernel takes a small part. */
    static String temporaryBuffers(boolean sick) throws Exception {
        Connection connection = Connection.open();
        connection.near.configureBlocking(false);
        CountDownLatch written = new CountDownLatch(1);
        Workers.run("large-writer", () -> {
            connection.near.write(sick ? ByteBuffer.allocate(HUGE_BYTES) : ByteBuffer.allocateDirect(HUGE_BYTES));
            written.countDown();
            new CountDownLatch(1).await();
        });
        written.await();
        return "process";
    }

    static String closeWait(boolean sick) throws IOException {
        Connection connection = Connection.open();
        String key = connection.key();
        connection.far.close();
        connection.near.read(ByteBuffer.allocateDirect(1));
        if (!sick)
            connection.near.close();
        return key;
    }

    static String acceptBacklog(boolean sick) throws IOException {
        ServerSocketChannel listener = Connection.listener(50);
        for (int i = 0; i < WAITING; i++) {
            Connection.connect(listener);
            if (!sick)
                listener.accept();
        }
        return port(listener);
    }
}
