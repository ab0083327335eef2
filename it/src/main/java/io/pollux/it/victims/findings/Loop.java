package io.pollux.it.victims.findings;

import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** An event loop in a thread of its own that does with ready channels what it is told. */
final class Loop {
    /** What is done with a channel that is ready. */
    interface Handler {
        void ready(SelectionKey key) throws IOException;
    }

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8191);
    private boolean spinning;
    private int pauseMs;

    Loop() throws IOException {
        selector = Selector.open();
    }

    /** Never sleeps in select. */
    Loop spinning() {
        spinning = true;
        return this;
    }

    /** Rests after every select. */
    Loop paced() {
        pauseMs = 1;
        return this;
    }

    Selector selector() {
        return selector;
    }

    Loop add(SocketChannel channel, int interest) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, interest);
        return this;
    }

    /** Returns the key that findings about the loop have. */
    String run(String thread, Handler handler) {
        Workers.run(thread, () -> {
            while (true) {
                int n = spinning ? selector.selectNow() : selector.select();
                for (SelectionKey key : selector.selectedKeys())
                    if (key.isValid())
                        handler.ready(key);
                selector.selectedKeys().clear();
                if (n == 0 || pauseMs > 0)
                    Connection.pause(1);
            }
        });
        return "thread:" + thread;
    }

    /** Reads what there is and writes it back; closes at the end. What a healthy handler does. */
    void echo(SelectionKey key) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        try {
            buffer.clear();
            int n = channel.read(buffer);
            if (n < 0)
                channel.close();
            else
                Connection.write(channel, buffer.flip());
        } catch (IOException e) {
            channel.close();
        }
    }
}
