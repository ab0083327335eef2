package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/**
 * Scrapes both pages in both formats without a break, a connection each, and keeps what was neither a whole page nor none at all: the
 * connection refused, or closed before the first byte.
 */
final class Scraper implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final String TEXT = "text/plain;version=0.0.4";
    private static final List<String> FORMATS = List.of("application/openmetrics-text; version=1.0.0", TEXT);

    /** As the JDK says that a connection ended before the first byte of an answer; one that ends within it is a premature end. */
    private static final Set<String> NO_ANSWER = Set.of("Unexpected end of file from server", "Connection reset", "Connection reset by peer",
            "Broken pipe");

    private final String url;
    private final Thread thread = new Thread(this::run, "scraper");
    private final List<String> bad = new CopyOnWriteArrayList<>();
    private final AtomicInteger whole = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String text = "";
    private volatile boolean stopped;

    private Scraper(int port) {
        url = "http://127.0.0.1:" + port;
        thread.setDaemon(true);
    }

    static Scraper of(int port) {
        Scraper scraper = new Scraper(port);
        scraper.thread.start();
        return scraper;
    }

    private void run() {
        while (!stopped)
            for (String page : List.of("/metrics", "/metrics/fds"))
                for (String format : FORMATS)
                    scrape(page, format);
    }

    private void scrape(String page, String format) {
        try {
            HttpURLConnection connection = (HttpURLConnection) URI.create(url + page).toURL().openConnection();
            connection.setRequestProperty("Accept", format);
            connection.setRequestProperty("Connection", "close");
            connection.connect();
            check(connection, page, format);
        } catch (ConnectException e) {
            refused.incrementAndGet();
        } catch (IOException e) {
            if (!NO_ANSWER.contains(String.valueOf(e.getMessage())))
                bad.add(page + ": " + e);
        }
    }

    private void check(HttpURLConnection connection, String page, String format) throws IOException {
        try (InputStream in = connection.getInputStream()) {
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (connection.getResponseCode() != HttpURLConnection.HTTP_OK || !body.endsWith(format.equals(TEXT) ? "\n" : "# EOF\n"))
                bad.add(page + ": " + connection.getResponseCode() + " " + body);
            else if (page.equals("/metrics") && !body.contains("pollux_collect_errors_total 0.0"))
                bad.add(page + ": a part failed");
            if (page.equals("/metrics") && format.equals(TEXT))
                text = body;
            whole.incrementAndGet();
        }
    }

    /** Waits until both pages came in both formats, begun after the call; what came as text of the first one. */
    String awaitPages() {
        await(whole, 2 * 2 * FORMATS.size());
        return text;
    }

    /** Waits until nobody listens. */
    void awaitRefused() {
        await(refused, 1);
    }

    private static void await(AtomicInteger count, int more) {
        int wanted = count.get() + more;
        Awaitility.await().atMost(LIMIT_SECONDS, TimeUnit.SECONDS).pollInterval(10, TimeUnit.MILLISECONDS).until(() -> count.get() >= wanted);
    }

    /** Ends the scraping. Returns what was wrong. */
    List<String> stop() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(LIMIT_SECONDS));
        assertThat(thread.isAlive()).as("a scrape hangs").isFalse();
        return bad;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
