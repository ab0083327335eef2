package io.pollux.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Keep-alive load: some connections that each have one request in flight at any moment, and some that stay open and say
 * nothing, as most connections of a real server do. Every response is checked; the first wrong one ends the load.
 */
public final class Load implements AutoCloseable {
    private final Selector selector;
    private final List<Connection> busy = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "load");
    private volatile long answered;
    private volatile Latencies latencies = new Latencies();
    private volatile boolean stopping;
    private volatile IOException failure;

    /** Opens all connections; {@link #start} sends the first requests. */
    public Load(InetSocketAddress server, int busyConnections, int idleConnections) throws IOException {
        selector = Selector.open();
        for (int i = 0; i < busyConnections; i++) {
            busy.add(Connection.open(server, selector));
        }
        for (int i = 0; i < idleConnections; i++) {
            Connection.open(server, selector);
        }
        thread.setDaemon(true);
    }

    /** Sends the first requests; the rest follow by themselves. */
    public void start() {
        thread.start();
    }

    /**
     * Responses that came in whole and correct.
     *
     * @throws UncheckedIOException if the load has failed
     */
    public long answered() {
        if (failure != null) {
            throw new UncheckedIOException("the load failed: " + failure.getMessage(), failure);
        }
        return answered;
    }

    /** Lets the load run for a while; gives the responses of that time. */
    public long answeredIn(Duration time) throws InterruptedException {
        long before = answered();
        Thread.sleep(time.toMillis());
        return answered() - before;
    }

    /** Response times are recorded into the result from now on. */
    public Latencies newLatencies() {
        Latencies fresh = new Latencies();
        latencies = fresh;
        return fresh;
    }

    private void run() {
        try {
            for (Connection connection : busy) {
                connection.send();
            }
            while (!stopping) {
                selector.select(this::serve);
            }
        } catch (UncheckedIOException e) {
            failure = e.getCause();
        } catch (IOException e) {
            failure = e;
        }
    }

    // `answered` has one writer, this thread.
    private void serve(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            if (connection.receive()) {
                answered++;
                latencies.record(connection.age());
                connection.send();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops the load and closes every connection. */
    @Override
    public void close() throws IOException {
        stopping = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
