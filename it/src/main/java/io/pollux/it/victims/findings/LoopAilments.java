package io.pollux.it.victims.findings;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;

import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;

/** What can be wrong with an event loop. The healthy form of each is an echo server under the same traffic. */
final class LoopAilments {
    private static final int MESSAGE_BYTES = 101;
    private static final int BLOCK_MS = 60;
    private static final int SELDOM_MS = 100;

    private LoopAilments() {
    }

    static String writeInterestArmed(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES, SELDOM_MS);
        Loop loop = new Loop().paced().add(connection.near, sick ? OP_READ | OP_WRITE : OP_READ);
        loop.run("write-armed", key -> {
            if (key.isReadable())
                loop.echo(key);
        });
        return connection.key();
    }

    static String hangUpSpin(boolean sick) throws IOException {
        Connection connection = Connection.open();
        String key = connection.key();
        Loop loop = new Loop().paced().add(connection.near, OP_READ);
        loop.run("hangup", sick ? ignored -> { } : loop::echo);
        connection.far.setOption(StandardSocketOptions.SO_LINGER, 0).close();
        return key;
    }

    static String endOfStreamSpin(boolean sick) throws IOException {
        Connection connection = Connection.open();
        Loop loop = new Loop().paced().add(connection.near, OP_READ);
        ByteBuffer buffer = ByteBuffer.allocateDirect(MESSAGE_BYTES);
        loop.run("eof", sick ? key -> ((SocketChannel) key.channel()).read(buffer.clear()) : loop::echo);
        connection.far.shutdownOutput();
        return connection.key();
    }

    static String inputIgnored(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES);
        Loop loop = new Loop().paced().add(connection.near, OP_READ);
        loop.run("ignoring", sick ? key -> { } : loop::echo);
        return connection.key();
    }

    static String selectSpin(boolean sick) throws IOException {
        Connection connection = Connection.open();
        if (!sick)
            connection.talk(MESSAGE_BYTES);
        Loop loop = sick ? new Loop().spinning() : new Loop();
        return loop.add(connection.near, OP_READ).run("select-spin", loop::echo);
    }

    static String loopBlocked(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES);
        Loop loop = new Loop().add(connection.near, OP_READ);
        return loop.run("blocked", key -> {
            if (sick)
                Connection.pause(BLOCK_MS);
            loop.echo(key);
        });
    }

    /** The first message is answered and then waited on for ever, with a second one on its way. */
    static String loopStuck(boolean sick) throws Exception {
        Connection connection = Connection.open().send(MESSAGE_BYTES);
        CountDownLatch answered = new CountDownLatch(1);
        Loop loop = new Loop().add(connection.near, OP_READ);
        String key = loop.run("stuck", ready -> {
            loop.echo(ready);
            answered.countDown();
            if (sick)
                await(new CountDownLatch(1));
        });
        answered.await();
        connection.send(MESSAGE_BYTES);
        return key;
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Set aside for a worker that never comes. */
    static String reportedNotRead(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES);
        Loop loop = new Loop().add(connection.near, OP_READ);
        loop.run("forgetful", sick ? key -> key.interestOps(0) : loop::echo);
        return connection.key();
    }

    /** Reads a part of what there is, and waits no more. */
    static String bytesUnreported(boolean sick) throws IOException {
        Connection connection = Connection.open();
        Connection other = Connection.open().talk(MESSAGE_BYTES);
        Loop loop = new Loop().add(connection.near, OP_READ).add(other.near, OP_READ);
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        loop.run("stalling", key -> {
            if (!sick || key.channel() == other.near) {
                loop.echo(key);
                return;
            }
            connection.near.read(one.clear());
            key.interestOps(0);
        });
        connection.send(MESSAGE_BYTES);
        return connection.key();
    }

    static String wakeupStorm(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES, SELDOM_MS);
        Loop loop = new Loop().add(connection.near, OP_READ);
        String key = loop.run("woken", loop::echo);
        Selector selector = loop.selector();
        Workers.run("waker", () -> {
            while (true) {
                if (sick)
                    selector.wakeup();
                Connection.pause(1);
            }
        });
        return key;
    }

    static String interestChurn(boolean sick) throws IOException {
        Connection connection = Connection.open().talk(MESSAGE_BYTES);
        Loop loop = new Loop().add(connection.near, OP_READ);
        return loop.run("churn", key -> {
            loop.echo(key);
            if (sick && key.isValid())
                toggle(key);
        });
    }

    /** Twice off and on. Each time the selector takes the change to the kernel; a loop with workers would need it once. */
    private static void toggle(SelectionKey key) throws IOException {
        for (int interest : new int[] {0, OP_READ, 0}) {
            key.interestOps(interest);
            key.selector().selectNow(other -> { });
        }
        key.interestOps(OP_READ);
    }

    /** Two loops; all of the busy connections are on the first, or one on each. */
    static String selectorImbalance(boolean sick) throws IOException {
        Loop first = new Loop();
        Loop second = new Loop();
        first.add(Connection.open().talk(MESSAGE_BYTES).near, OP_READ);
        (sick ? first : second).add(Connection.open().talk(MESSAGE_BYTES).near, OP_READ);
        second.add(Connection.open().send(MESSAGE_BYTES).near, OP_READ).run("loops-2", second::echo);
        return first.run("loops-1", first::echo);
    }
}
