package io.pollux.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Function;

/**
 * A server for a few people and a scraper, made to do no harm: GET and HEAD, one request a connection, as many connections as there are
 * workers, heads of 8 KiB, clients that dawdle cut. The JDK's own has no such bounds but by system properties, which are the
 * application's. Start and stop by one thread at a time.
 */
public final class Server {
    private static final int BACKLOG = 16;
    /** The live page's two, a scrape's, and one that watches for findings for seconds. */
    private static final int WORKERS = 4;

    /** More than a scrape takes; a request that watches for seconds is cut. */
    private static final int LAST_ANSWERS_MS = 1000;

    private final ServerSocket listening;
    private final Deadlines deadlines = new Deadlines();
    private final OwnThreads threads;

    private Server(ServerSocket listening, OwnThreads threads) {
        this.listening = listening;
        this.threads = threads;
    }

    /**
     * Listens and serves.
     *
     * @param port      0: any free one
     * @param resources what is behind a path; null: nothing
     * @param access    who is let in, and by what
     * @param markOwn   marks the thread that runs it as Pollux's own
     * @throws IOException when the address is taken, or is none of this machine
     */
    public static Server start(String host, int port, Function<String, Resource> resources, Access access, Runnable markOwn) throws IOException {
        OwnThreads threads = new OwnThreads(markOwn);
        Server server = new Server(threads.call(() -> listen(host, port)), threads);
        Gate gate = new Gate(resources, new HostCheck(host), access.credentials());
        threads.start("pollux-http-deadlines", server.deadlines);
        for (int i = 1; i <= WORKERS; i++) {
            threads.start("pollux-http-" + i, new Worker(server.listening, gate, access.tls(), server.deadlines));
        }
        return server;
    }

    private static ServerSocket listen(String host, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Runs the work on a daemon thread of Pollux's own, until it returns; {@link #stop} interrupts it and waits for its end. */
    public void background(String name, Runnable work) {
        threads.start(name, work);
    }

    /** The port it listens on. */
    public int port() {
        return listening.getLocalPort();
    }

    /** Accepts nobody any more: a worker that waits for one ends, and the others when they have answered. Any thread; waits for none. */
    public void closeDoor() {
        try {
            listening.close();
        } catch (IOException e) {
            // Then no thread waits on it any more either.
        }
    }

    /** Closes every connection, once the answers that have begun are sent. Returns the names of threads that did not end in time. */
    public List<String> stop() {
        closeDoor();
        deadlines.end(LAST_ANSWERS_MS);
        return threads.end();
    }
}
