package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages for Prometheus, and what is answered to those who ask wrongly. */
class ScrapeIT {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";
    private static final List<String> SPECS = List.of("selector:fixed:direct:inet");
    private static final Pattern READ = Pattern.compile("pollux_fd_io_bytes_total\\{fd=\"\\d+\",conn=\"\\d+\",role=\"accepted\",.*op=\"read\"} (\\S+)");

    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whoAsksWronglyIsToldWhy(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=0"), SPECS)) {
            String url = Pollux.on(jdk).url(serving.victim());
            refused(get(url + "nothing"), 404, "nothing here");
            refused(get(url + "metrics/"), 404, "nothing here");
            refused(get(url + "api/fds?sort=redas"), 400, "redas", "reads");
            refused(get(url + "api/fds?limit=-1"), 400, "limit", "-1");
            refused(get(url + "api/fds?limti=1"), 400, "limti", "limit");
            HttpRequest post = HttpRequest.newBuilder(URI.create(url + "metrics")).POST(HttpRequest.BodyPublishers.ofString("x")).build();
            refused(client.send(post, BodyHandlers.ofString()), 405, "GET");
            HttpRequest head = HttpRequest.newBuilder(URI.create(url + "metrics")).method("HEAD", HttpRequest.BodyPublishers.noBody()).build();
            assertThat(client.send(head, BodyHandlers.ofString()).headers().firstValueAsLong("Content-Length")).isPresent();
            serving.victim().quit();
            assertThat(serving.victim().stderr()).isEmpty();
        }
    }

    /** One that is shown counts from its first scrape on: the program's own bytes, to the last. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void busyDescriptorsAreShownByThemselves(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=0,top=7"), SPECS)) {
            serving.connect(3).talk(11, 97);
            String url = Pollux.on(jdk).url(serving.victim());
            Serving.settle(() -> assertThat(read(url)).containsExactly(0L, 0L, 0L));
            long shown = 97L * 101;
            serving.talk(101, 97);
            Serving.settle(() -> assertThat(read(url)).containsExactly(shown, shown, shown));
            assertThat(get(url + "metrics/fds").body()).contains("pollux_tracked_limit 7.0").contains("pollux_selector_ready_to_read_seconds_bucket");
            serving.victim().quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void servicesAreNamedAnewByAnAttachAndWhatCannotBeReadIsTold(Jdk jdk) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=0"), SPECS)) {
            Outcome named = Pollux.on(jdk).attach(serving.victim(), "top=3", "peers=10.0.0.0/8=backend;nonsense");
            assertThat(named.status()).isZero();
            assertThat(String.join("\n", named.err())).contains("'nonsense' is not PATTERN=NAME");
            assertThat(get(Pollux.on(jdk).url(serving.victim()) + "metrics/fds").body()).contains("pollux_tracked_limit 3.0");
            serving.victim().quit();
        }
    }

    private List<Long> read(String url) throws IOException, InterruptedException {
        return READ.matcher(get(url + "metrics/fds").body()).results().map(m -> (long) Double.parseDouble(m.group(1))).toList();
    }

    private static void refused(HttpResponse<String> answer, int status, String... parts) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":").contains(parts);
    }

    private HttpResponse<String> get(String url) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(URI.create(url)).header("Accept", OPEN_METRICS).build(), BodyHandlers.ofString());
    }
}
