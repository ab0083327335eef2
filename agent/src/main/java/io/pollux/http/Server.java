package io.pollux.http;

import com.sun.net.httpserver.HttpServer;
import io.pollux.agent.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * The JDK's own HTTP server with our gate in front. Start and stop by one thread at a time.
 * A runtime without the module jdk.httpserver throws NoClassDefFoundError where this class is first used.
 */
public final class Server {
    private static final int BACKLOG = 16;
    /** More than a scrape takes; a request that watches for seconds is cut. */
    private static final int LAST_ANSWERS_MS = 1000;

    private final HttpServer server;
    private final Gate gate;
    private final OwnThreads threads;

    private Server(HttpServer server, Gate gate, OwnThreads threads) {
        this.server = server;
        this.gate = gate;
        this.threads = threads;
    }

    /**
     * Listens and serves.
     *
     * @param port      0: any free one
     * @param resources what is behind a path; null: nothing
     * @param markOwn   marks the thread that runs it as Pollux's own
     * @throws IOException when the address is taken, or is none of this machine
     */
    public static Server start(String host, int port, Function<String, Resource> resources, Runnable markOwn) throws IOException {
        OwnThreads threads = new OwnThreads(markOwn);
        return threads.call(() -> {
            Set<Thread> before = Threads.all();
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), BACKLOG);
            server.setExecutor(threads);
            Gate gate = new Gate(resources, new HostCheck(host));
            server.createContext("/", gate);
            server.start();
            threads.adoptSince(before);
            return new Server(server, gate, threads);
        });
    }

    /** Runs the work on a daemon thread of Pollux's own, until it returns; {@link #stop} interrupts it and waits for its end. */
    public void background(String name, Runnable work) {
        threads.background(name, work);
    }

    /** The port it listens on. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Closes every connection, once the answers that have begun are sent. Returns the names of threads that did not end in time. */
    public List<String> stop() {
        gate.close(LAST_ANSWERS_MS);
        server.stop(0);
        return threads.end();
    }
}
