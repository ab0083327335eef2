package io.pollux.agent;

import io.pollux.http.Access;
import io.pollux.http.Json;
import io.pollux.http.Resource;
import io.pollux.http.Server;
import io.pollux.http.Text;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerException;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.StatusJson;
import io.pollux.metrics.Expositions;
import io.pollux.metrics.Peers;
import io.pollux.page.Assets;
import io.pollux.page.ColumnsJson;
import io.pollux.page.FdsQuery;
import io.pollux.page.History;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the agent shows by HTTP, from its own ledger. Where it can't listen it says so once, and the agent goes on without. */
final class HttpFace {
    /** The files of the live page; its first one is / too. */
    private static final String FILES = "/page/";

    private final String host;
    private final String scheme;
    private final Server server;
    private final LedgerReader reader;
    private final Expositions metrics;
    private final String warning;

    private HttpFace(String host, String scheme, Server server, LedgerReader reader, Expositions metrics, String warning) {
        this.host = host;
        this.scheme = scheme;
        this.server = server;
        this.reader = reader;
        this.metrics = metrics;
        this.warning = warning;
    }

    /**
     * Listens, unless {@code port} is off. Never fails: see {@link #warning()}. The ledger must be open.
     *
     * @param options who is let in
     * @param look puts into the ledger what is only known when looked for; before what shows it
     */
    static HttpFace start(String host, String port, Options options, Runnable look) {
        if (port.equals(Option.OFF)) {
            return new HttpFace(host, "", null, null, null, null);
        }
        Access access;
        try {
            access = Access.of(options.value(Option.AUTH), options.value(Option.KEYSTORE), options.value(Option.PASSFILE));
        } catch (IOException e) {
            return off(host, null, e.getMessage() + "; no HTTP rather than one that is open to all");
        }
        LedgerReader reader = null;
        try {
            reader = LedgerReader.open(Path.of("/proc/self/fd/" + NativeProbe.pollux_ledger_fd()));
            History history = new History(reader);
            Expositions metrics = new Expositions(reader);
            Map<String, Resource> resources = resources(reader, history, metrics, look);
            Server server = Server.start(host, Integer.parseInt(port), path -> resource(resources, path), access, new MarkOwn());
            server.background("pollux-history", history);
            return new HttpFace(host, access.tls() == null ? "http" : "https", server, reader, metrics, null);
        } catch (IOException | LedgerException e) {
            return off(host, reader, "can't listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); no HTTP, all else goes on. Give another port=, or port=0");
        }
    }

    private static HttpFace off(String host, LedgerReader reader, String warning) {
        if (reader != null) {
            reader.close();
        }
        return new HttpFace(host, "", null, null, null, warning);
    }

    private static Map<String, Resource> resources(LedgerReader reader, History history, Expositions metrics, Runnable look) {
        Map<String, Resource> all = new TreeMap<>();
        all.put("/", Assets.of("page.html"));
        all.put("/metrics", new LookFirst(look, metrics.groups()));
        all.put("/metrics/fds", metrics.fds());
        FdsQuery fds = new FdsQuery(reader);
        all.put("/api/fds", new Json(fds::write));
        all.put("/api/findings", new LookFirst(look, new Json(new FindingsPage(reader))));
        all.put("/api/stacks", new Json(new StacksPage(reader)));
        all.put("/api/status", new LookFirst(look, new Json((query, out) -> StatusJson.write(out, reader))));
        all.put("/api/columns", new Json((query, out) -> ColumnsJson.write(out, reader, fds.keys())));
        all.put("/api/history", new Json(history::write));
        all.put("/-/healthy", new Text("text/plain; charset=utf-8", "Pollux is healthy.\n"));
        all.put("/api", new Json((query, out) -> writePaths(all, out)));
        return all;
    }

    /** {@code /api}: what else there is, so that nobody has to ask in vain. */
    private static void writePaths(Map<String, Resource> all, Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject().name("paths").beginArray();
        for (String path : all.keySet()) {
            json.value(path);
        }
        json.endArray().endObject();
    }

    private static Resource resource(Map<String, Resource> resources, String path) {
        return path.startsWith(FILES) ? Assets.of(path.substring(FILES.length())) : resources.get(path);
    }

    /** What names peers have in metrics, and how many descriptors are shown by themselves. */
    void configure(Peers peers, int tracked) {
        if (metrics != null) {
            metrics.configure(peers, tracked);
        }
    }

    /** -1: not listening. */
    int port() {
        return server == null ? -1 : server.port();
    }

    /** Empty: not listening. */
    String url() {
        return server == null ? "" : scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port() + "/";
    }

    /** Why it does not listen though it was told to; null: nothing to say. */
    String warning() {
        return warning;
    }

    /** Nobody is let in any more; any thread. */
    void closeDoor() {
        if (server != null) {
            server.closeDoor();
        }
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
