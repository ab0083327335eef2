package io.pollux.it.dashboards;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.Servers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Two JVMs with Pollux in and one Prometheus that scrapes both pages of each every other second:
 *
 * <pre>
 *   load ──► gateway (relay, each engine in turn) ──► echo (selector, blocking)
 *               └────────── job, instance ─ Prometheus ─┘  with the rules and alerts
 * </pre>
 */
final class Fleet implements AutoCloseable {
    private static final long LIMIT_SECONDS = 60;
    private static final int MESSAGES_UNDER_EACH_ENGINE = 101;

    private final Victim echo;
    private final Victim gateway;
    private final Load load;
    private final Prometheus prometheus;

    private Fleet(Path folder) throws Exception {
        echo = Launch.of(Jdk.newest(), Servers.class).agent("engine=epoll").arguments("selector:fixed:heap:inet", "blocking:10000").start();
        String selector = port(echo);
        String blocking = port(echo);
        echo.await("ready");
        gateway = Launch.of(Jdk.oldest(), Servers.class).agent("engine=epoll").arguments("relay:" + selector).start();
        load = Load.on(List.of(port(gateway), blocking), 3);
        prometheus = Prometheus.start(folder, configuration(folder));
    }

    /** Starts everything, lets the gateway be served by each engine, and waits until Prometheus has seen it. */
    static Fleet start(Path folder) throws Exception {
        Fleet fleet = new Fleet(folder);
        try {
            fleet.everyEngine();
            return fleet;
        } catch (Throwable e) {
            fleet.close();
            throw e;
        }
    }

    Prometheus prometheus() {
        return prometheus;
    }

    /** What an agent answers to a scrape of either page, as text. */
    String scrape() throws IOException, InterruptedException {
        return scrape("/metrics") + scrape("/metrics/fds");
    }

    private String scrape(String path) throws IOException, InterruptedException {
        URI page = URI.create("http://" + target(gateway) + path);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString()).body();
    }

    private void everyEngine() throws Exception {
        for (String engine : Repository.engines()) {
            load.await(MESSAGES_UNDER_EACH_ENGINE);
            Pollux.on(gateway.jdk()).engine(gateway, engine).ok();
            seen("increase(pollux_waits_total{job=\"gateway\", engine=\"" + engine + "\", result=\"ready\"}[30s]) > 0");
        }
        // Two scrapes make a rate, and a rule takes what the last scrape brought.
        seen("count(count_over_time(up[1m]) >= 5) == 4 and on () count({__name__=~\"job.*:.*p99.*\"}) >= 3");
    }

    private void seen(String expr) {
        await(expr).atMost(LIMIT_SECONDS, TimeUnit.SECONDS).pollInterval(200, TimeUnit.MILLISECONDS).until(() -> !prometheus.query(expr).isEmpty());
    }

    /** Of the next server that the victim starts. */
    private static String port(Victim victim) {
        return victim.await("listening").split(" ")[1];
    }

    private static String target(Victim victim) throws IOException, InterruptedException {
        JsonNode facts = Pollux.on(victim.jdk()).status(victim).path("facts");
        return "127.0.0.1:" + facts.path("port").asText();
    }

    private Path configuration(Path folder) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("targets.json"), """
                [{"labels": {"job": "gateway"}, "targets": ["%s"]},
                 {"labels": {"job": "echo"}, "targets": ["%s"]}]
                """.formatted(target(gateway), target(echo)));
        return Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 2s, evaluation_interval: 1s}
                rule_files: ["%s/prometheus/*.rules.yml"]
                """.formatted(Dashboard.FOLDER) + Files.readString(Dashboard.FOLDER.resolve("render/scrape.yml")));
    }

    /** Ends the load first: an echo that fails is found here. */
    void quit() throws InterruptedException {
        load.stop();
        gateway.quit();
        echo.quit();
    }

    @Override
    public void close() {
        load.close();
        prometheus.close();
        gateway.close();
        echo.close();
    }
}
