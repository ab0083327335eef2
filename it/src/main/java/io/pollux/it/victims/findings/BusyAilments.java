package io.pollux.it.victims.findings;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.util.concurrent.CountDownLatch;

/** Faults as fast as they come in production: nothing slows them down, and the limits of the table must be enough to find them. */
final class BusyAilments {
    private static final int MESSAGE_BYTES = 101;
    private static final int STREAM_BYTES = 64 * 1024;
    private static final int SELDOM_MS = 10;
    private static final int LATE_MS = 127;
    private static final int LATE_EVERY_MS = 307;
    /** Prime, and less than the limit of queued signals that the test sets. */
    private static final int CROWD = 53;

    private BusyAilments() {
    }

    static String writeStorm(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES, SELDOM_MS);
        Loop loop = new Loop().add(connection.near, sick ? OP_READ | OP_WRITE : OP_READ);
        loop.run("write-storm", key -> {
            if (key.isReadable())
                loop.echo(key);
        });
        return connection.key();
    }

    static String hangUpStorm(boolean sick) throws IOException {
        Connection connection = Connection.open();
        String key = connection.key();
        Loop loop = new Loop().add(connection.near, OP_READ);
        loop.run("hangup-storm", sick ? ignored -> { } : loop::echo);
        connection.far.setOption(StandardSocketOptions.SO_LINGER, 0).close();
        return key;
    }

    /** A loop that wakes itself for its own tasks, each time. */
    static String selfWoken(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES, SELDOM_MS);
        Loop loop = new Loop().add(connection.near, OP_READ);
        Selector selector = loop.selector();
        if (!sick)
            return loop.run("self-woken", loop::echo);
        Workers.run("self-woken", () -> {
            while (true) {
                selector.wakeup();
                selector.select();
                for (SelectionKey key : selector.selectedKeys())
                    loop.echo(key);
                selector.selectedKeys().clear();
            }
        });
        return "thread:self-woken";
    }

    static String heapStream(boolean sick) throws IOException {
        ServerSocketChannel listener = Connection.listener(1);
        Connection connection = Connection.open(listener);
        ByteBuffer buffer = sick ? ByteBuffer.allocate(STREAM_BYTES) : ByteBuffer.allocateDirect(STREAM_BYTES);
        Workers.run("heap-stream", () -> {
            while (true)
                Connection.write(connection.near, buffer.clear());
        });
        ByteBuffer sink = ByteBuffer.allocateDirect(STREAM_BYTES);
        Workers.run("drain", () -> {
            while (connection.far.read(sink.clear()) >= 0)
                continue;
        });
        return "port:" + ((InetSocketAddress) listener.getLocalAddress()).getPort();
    }

    /**
     * Three connections: one talks all the time and is quickly served, so that the loop works little between two waits on average. One
     * message of the second in a while blocks the loop; what arrives on the third meanwhile is late.
     */
    static String late(boolean sick) throws IOException {
        Connection quick = Connection.open().talk(MESSAGE_BYTES, SELDOM_MS);
        Connection slow = Connection.open();
        Connection late = Connection.open();
        Loop loop = new Loop().add(quick.near, OP_READ).add(slow.near, OP_READ).add(late.near, OP_READ);
        String key = loop.run("late", ready -> {
            if (ready.channel() == slow.near) {
                late.send(1);
                if (sick)
                    Connection.pause(LATE_MS);
            }
            loop.echo(ready);
        });
        slow.talk(MESSAGE_BYTES, LATE_EVERY_MS);
        return key;
    }

    /** Arrivals of one byte on many connections that a loop is told of once, and then away from: under sigio a signal waits for each. */
    static String signalQueue(boolean sick) throws Exception {
        Loop loop = new Loop();
        Connection first = Connection.open();
        loop.add(first.near, OP_READ);
        Connection[] others = new Connection[CROWD];
        for (int i = 0; i < CROWD; i++)
            loop.add((others[i] = Connection.open()).near, OP_READ);
        CountDownLatch told = new CountDownLatch(1);
        loop.run("signalled", key -> {
            loop.echo(key);
            told.countDown();
            if (sick && key.channel() == first.near)
                LoopAilments.await(new CountDownLatch(1));
        });
        first.send(1);
        told.await();
        for (Connection other : others)
            other.send(1);
        return "process";
    }
}
