package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;

/**
 * Connections that echo until stopped: bursts at full speed, and pauses in which every server waits and whoever shares the machine gets
 * on. The first message that fails ends it, and is told.
 */
public final class Load implements AutoCloseable {
    private static final int ROUNDS_A_BURST = 7;
    private static final long PAUSE_NS = 5_000_000;

    private final List<Thread> threads = new ArrayList<>();
    /** Threads whose connections were all served once. */
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicLong messages = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    /** So many connections to each of the ports, a thread a port. Comes back once every connection has had its first echo. */
    public static Load on(List<String> ports, int connections) throws IOException {
        Load load = new Load();
        for (String port : ports) {
            List<Peer> peers = new ArrayList<>();
            for (int i = 0; i < connections; i++)
                peers.add(Peer.to(port));
            Thread thread = new Thread(() -> load.drive(peers), "load");
            thread.setDaemon(true);
            load.threads.add(thread);
        }
        load.threads.forEach(Thread::start);
        Awaitility.await().atMost(120, TimeUnit.SECONDS).until(() -> load.messages() >= 0 && load.served.get() == load.threads.size());
        return load;
    }

    private void drive(List<Peer> peers) {
        try {
            echo(peers);
            served.incrementAndGet();
            while (!stopped) {
                for (int i = 0; i < ROUNDS_A_BURST; i++)
                    echo(peers);
                LockSupport.parkNanos(PAUSE_NS);
            }
            for (Peer peer : peers)
                peer.close();
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
        }
    }

    private void echo(List<Peer> peers) throws IOException {
        for (Peer peer : peers) {
            peer.echo(127);
            messages.incrementAndGet();
        }
    }

    /** Messages echoed up to now; fails if one was not. */
    public long messages() {
        assertThat(failure.get()).as("failure of the load").isNull();
        return messages.get();
    }

    /** Waits until so many more messages were echoed. */
    public void await(long more) {
        long wanted = messages() + more;
        Awaitility.await().atMost(120, TimeUnit.SECONDS).pollInterval(1, TimeUnit.MILLISECONDS).until(() -> messages() >= wanted);
    }

    /** Ends the load, closes its connections. Returns the number of messages echoed. */
    public long stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(120));
            assertThat(thread.isAlive()).as("a message got no echo").isFalse();
        }
        return messages();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
