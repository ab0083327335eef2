package io.pollux.it.victims.storm;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What one side of the connections to one port did, counted by the program itself under the names of Pollux's columns. Thread-safe. */
final class Books {
    private final Map<String, LongAdder> columns = new ConcurrentHashMap<>();

    void add(String column, long n) {
        columns.computeIfAbsent(column, c -> new LongAdder()).add(n);
    }

    /** A read of a non-blocking channel. A channel that another thread has closed throws before it asks the kernel. */
    int read(SocketChannel channel, ByteBuffer into) throws IOException {
        try {
            int n = channel.read(into);
            add("reads", 1);
            add("read_bytes", Math.max(n, 0));
            add("read_again", n == 0 ? 1 : 0);
            add("read_eof", n < 0 ? 1 : 0);
            return n;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            add("reads", 1);
            add("read_errors", 1);
            throw e;
        }
    }

    /** A write of a non-blocking channel. */
    int write(SocketChannel channel, ByteBuffer from) throws IOException {
        try {
            int n = channel.write(from);
            add("writes", 1);
            add("write_bytes", n);
            add("write_again", n == 0 ? 1 : 0);
            return n;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            add("writes", 1);
            add("write_errors", 1);
            throw e;
        }
    }

    /** One byte of urgent data. */
    void urgent(SocketChannel channel) throws IOException {
        channel.socket().sendUrgentData('!');
        add("writes", 1);
        add("write_bytes", 1);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(columns).forEach((column, n) -> text.append(' ').append(column).append('=').append(n));
        return text.toString();
    }
}
