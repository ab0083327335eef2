package io.pollux.it.victims.storm;

import io.pollux.it.victims.VirtualThreads;
import io.pollux.it.victims.Work;
import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that block, a thread each on both ends: {@code java.net} sockets with and without a time-out, and channels. They go step by step,
 * and end abruptly only while nothing is on the way: so every byte that the kernel moved is one that the program knows of.
 */
final class Blocked {
    private static final Ending[] ENDINGS = {Ending.ORDERLY, Ending.HALF_CLOSE, Ending.RESET, Ending.ASYNC_CLOSE, Ending.INTERRUPT};
    private static final int TIMEOUT_MS = 600_000;
    private static final int STEPS = 7;
    private static final int LONGEST = 3_001;

    private final Sky sky;
    private final boolean virtual;
    private final Books books = new Books();
    private final ServerSocket listener = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
    private volatile boolean storming;

    Blocked(Sky sky, boolean virtual) throws Exception {
        this.sky = sky;
        this.virtual = virtual;
        start("storm-accept", () -> {
            for (boolean timed = true; ; timed = !timed) {
                Socket socket = listener.accept();
                socket.setSoTimeout(timed ? TIMEOUT_MS : 0);
                start("storm-echo", () -> echo(socket));
            }
        });
    }

    int port() {
        return listener.getLocalPort();
    }

    Books books() {
        return books;
    }

    private void start(String name, Work work) throws Exception {
        if (virtual)
            VirtualThreads.start(work);
        else
            Workers.run(name, work);
    }

    /** So many threads that connect, talk and end, until {@link #stop}. */
    void storm(int threads, long seed) throws Exception {
        storming = true;
        for (int i = 0; i < threads; i++) {
            Random random = new Random(seed + i);
            start("storm-blocked", () -> {
                while (storming)
                    connection(ENDINGS[random.nextInt(ENDINGS.length)], random);
            });
        }
    }

    void stop() {
        storming = false;
    }

    private void echo(Socket socket) throws IOException {
        byte[] buffer = new byte[LONGEST];
        try (socket) {
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                socket.getOutputStream().write(buffer, 0, n);
                books.add("read_bytes", n);
                books.add("write_bytes", n);
            }
        } catch (SocketException e) {
            // Reset by the client, which waits for nothing then.
        }
        books.add("closed", 1);
    }

    private void connection(Ending ending, Random random) throws Exception {
        long id = sky.begin(ending);
        long echoed = 0;
        Object me = sky.watched("blocking connection " + id + " " + ending);
        try (SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port()))) {
            for (int step = 1 + random.nextInt(STEPS); step > 0; step--)
                echoed += exchange(channel, id, echoed, Wire.ID_BYTES + random.nextInt(LONGEST));
            end(channel, ending);
        } catch (IOException | IllegalStateException e) {
            sky.failed(id, "blocking, after " + echoed + " bytes: " + e);
        } finally {
            sky.over(me, ending, echoed);
        }
    }

    private static long exchange(SocketChannel channel, long id, long position, int bytes) throws IOException {
        ByteBuffer message = ByteBuffer.allocate(bytes);
        Wire.put(message, id, position);
        message.flip();
        while (message.hasRemaining())
            channel.write(message);
        message.clear();
        while (message.hasRemaining())
            if (channel.read(message) < 0)
                throw new IOException("the server ended the stream");
        Wire.check(message.flip(), id, position);
        return bytes;
    }

    private void end(SocketChannel channel, Ending ending) throws IOException {
        switch (ending) {
            case HALF_CLOSE -> {
                channel.shutdownOutput();
                if (channel.read(ByteBuffer.allocate(1)) >= 0)
                    throw new IOException("more than was sent");
            }
            case RESET -> channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            case ASYNC_CLOSE -> endBlockedRead(channel, channel::close);
            case INTERRUPT -> endBlockedRead(channel, Thread.currentThread()::interrupt);
            default -> { }
        }
    }

    /** Nobody sends: the read returns because of what another thread does, after the read has begun or just before. */
    private void endBlockedRead(SocketChannel channel, Work work) throws IOException {
        AtomicBoolean done = new AtomicBoolean();
        sky.closeElsewhere(() -> {
            LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(200));
            work.run();
            done.set(true);
        });
        try {
            channel.read(ByteBuffer.allocate(1));
            throw new IOException("a byte that nobody sent");
        } catch (ClosedChannelException e) {
            // The read may end before the interrupt that ended it has returned, and it leaves its mark last (JDK 25).
            while (!done.get())
                LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(50));
            Thread.interrupted();
        }
    }
}
