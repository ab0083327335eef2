package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real Prometheus that runs in a folder of its own, on loopback, for the time of a test. */
final class Prometheus implements AutoCloseable {
    private static final long LIMIT_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final URI base;

    private Prometheus(Process process, int port) {
        this.process = process;
        this.base = URI.create("http://127.0.0.1:" + port);
    }

    /** Whether a program is on PATH. */
    static boolean installed(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Starts it with a configuration and waits until it serves. */
    static Prometheus start(Path folder, Path configuration) throws IOException {
        int port = freePort();
        Process process = new ProcessBuilder("prometheus", "--config.file=" + configuration, "--storage.tsdb.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port, "--log.level=warn")
                .redirectErrorStream(true).redirectOutput(folder.resolve("prometheus.log").toFile()).start();
        Prometheus prometheus = new Prometheus(process, port);
        await("Prometheus serves").atMost(LIMIT_SECONDS, TimeUnit.SECONDS).ignoreExceptions().until(() -> prometheus.get("/-/ready").statusCode() == 200);
        return prometheus;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Series that an expression yields now; fails with Prometheus' own words if it is wrong. */
    JsonNode query(String expr) throws IOException, InterruptedException {
        return data("/api/v1/query?query=" + URLEncoder.encode(expr, StandardCharsets.UTF_8)).path("result");
    }

    /** Every rule and alert with its expression, health and last error. */
    Stream<JsonNode> rules() throws IOException, InterruptedException {
        return Dashboard.stream(data("/api/v1/rules").path("groups")).flatMap(group -> Dashboard.stream(group.path("rules")));
    }

    private JsonNode data(String path) throws IOException, InterruptedException {
        JsonNode answer = JSON.readTree(get(path).body());
        assertThat(answer.path("status").asText()).as("%s: %s", path, answer.path("error")).isEqualTo("success");
        return answer.path("data");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Its data is thrown away with the test's folder, so it needs no time to save it. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
