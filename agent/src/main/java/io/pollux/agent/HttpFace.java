package io.pollux.agent;

import io.pollux.http.Json;
import io.pollux.http.Resource;
import io.pollux.http.Server;
import io.pollux.http.Text;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.FdsJson;
import io.pollux.ledger.LedgerException;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.StatusJson;
import io.pollux.metrics.Exposition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What the agent shows by HTTP, from its own ledger. Where it can't listen it says so once, and the agent goes on without. */
final class HttpFace {
    private static final String INDEX = """
            <!DOCTYPE html>
            <html lang="en">
            <title>Pollux</title>
            <h1>Pollux</h1>
            <ul>
            <li><a href="/metrics">/metrics</a>: for Prometheus
            <li><a href="/api/fds">/api/fds</a>: every descriptor, JSON
            <li><a href="/api/findings">/api/findings</a>: what is wrong, after two seconds of watching, JSON
            <li><a href="/api/status">/api/status</a>: engines, sets, hooks, options, JSON
            <li><a href="/-/healthy">/-/healthy</a>: answers while the agent does
            </ul>
            </html>
            """;

    private final String host;
    private final Server server;
    private final LedgerReader reader;
    private final String warning;

    private HttpFace(String host, Server server, LedgerReader reader, String warning) {
        this.host = host;
        this.server = server;
        this.reader = reader;
        this.warning = warning;
    }

    /** Listens, unless {@code port} is off. Never fails: see {@link #warning()}. The ledger must be open. */
    static HttpFace start(String host, String port) {
        if (port.equals(Option.OFF)) {
            return new HttpFace(host, null, null, null);
        }
        LedgerReader reader = null;
        try {
            reader = LedgerReader.open(Path.of("/proc/self/fd/" + NativeProbe.pollux_ledger_fd()));
            return new HttpFace(host, Server.start(host, Integer.parseInt(port), resources(reader), new MarkOwn()), reader, null);
        } catch (IOException | LedgerException e) {
            return off(host, reader, "can't listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); no HTTP, all else goes on. Give another port=, or port=0");
        } catch (LinkageError e) {
            return off(host, reader, "this runtime lacks the module jdk.httpserver (" + e.getMessage() + "); no HTTP, all else goes on");
        }
    }

    private static HttpFace off(String host, LedgerReader reader, String warning) {
        if (reader != null) {
            reader.close();
        }
        return new HttpFace(host, null, null, warning);
    }

    private static Map<String, Resource> resources(LedgerReader reader) {
        return Map.of(
                "/", new Text("text/html; charset=utf-8", INDEX),
                "/metrics", new Exposition(reader),
                "/api/fds", new Json((query, out) -> FdsJson.write(out, reader, FdViews.read(reader))),
                "/api/findings", new Json(new FindingsPage(reader)),
                "/api/status", new Json((query, out) -> StatusJson.write(out, reader)),
                "/-/healthy", new Text("text/plain; charset=utf-8", "Pollux is healthy.\n"));
    }

    /** -1: not listening. */
    int port() {
        return server == null ? -1 : server.port();
    }

    /** Empty: not listening. */
    String url() {
        return server == null ? "" : "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** Why it does not listen though it was told to; null: nothing to say. */
    String warning() {
        return warning;
    }

    /** Returns the names of threads that did not end. */
    List<String> stop() {
        if (server == null) {
            return List.of();
        }
        List<String> alive = server.stop();
        reader.close();
        return alive;
    }

    private static final class MarkOwn implements Runnable {
        @Override
        public void run() {
            NativeProbe.pollux_own_thread(1);
        }
    }
}
