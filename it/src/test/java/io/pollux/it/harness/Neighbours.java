package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Other agents in a victim: OpenTelemetry's, the JMX exporter, async-profiler and a recording; and how to see that each is at work. */
public final class Neighbours implements AutoCloseable {
    /** Servers of the victim that stand for those of them that are no -javaagent. */
    public static final List<String> SPECS = List.of("recording", "profiler:profiler:Profiler", "fetch");

    /** Answers with the header by which a traced client names its trace. */
    private final HttpServer echoOfTrace;
    private final Path rules;
    private String exporter;

    /** @param dir for what they are configured by */
    public Neighbours(Path dir) throws IOException {
        rules = Files.writeString(dir.resolve("rules.yaml"), "rules:\n- pattern: \".*\"\n");
        echoOfTrace = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        echoOfTrace.createContext("/", exchange -> {
            byte[] trace = String.valueOf(exchange.getRequestHeaders().getFirst("traceparent")).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, trace.length);
            exchange.getResponseBody().write(trace);
            exchange.close();
        });
        echoOfTrace.start();
    }

    /** What the JVM is started with. Nothing is sent anywhere. */
    public String[] options() {
        return new String[] {"-javaagent:" + jar("opentelemetry-javaagent"), "-Dotel.javaagent.logging=none", "-Dotel.traces.exporter=none",
            "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none",
            "-javaagent:" + jar("jmx_prometheus_javaagent") + "=127.0.0.1:0:" + rules};
    }

    private static Path jar(String name) {
        try (Stream<Path> jars = Files.list(Repository.jars().resolve("pollux-it-agents"))) {
            return jars.filter(jar -> jar.getFileName().toString().startsWith(name)).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Learns where the JMX exporter listens: the one port that is no server's of the victim. */
    public void find(Snapshot snapshot, List<String> ports) {
        List<String> others = snapshot.rows().stream().filter(row -> row.path("role").asText().equals("listener") && row.path("proto").asText().equals("tcp"))
                .map(row -> row.path("local").asText()).map(local -> local.substring(local.lastIndexOf(':') + 1))
                .filter(port -> !ports.contains(port)).toList();
        assertThat(others).as("ports of the exporter").hasSize(1);
        exporter = others.get(0);
    }

    /** Each of them does its work now. */
    public void assertAtWork(Victim victim) throws Exception {
        String traced = victim.ask("fetch http://127.0.0.1:" + echoOfTrace.getAddress().getPort() + "/").get(0);
        assertThat(traced).as("OpenTelemetry").matches("fetched 00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");
        assertThat(metrics()).as("JMX exporter").contains("jvm_threads_current ", "java_lang_OperatingSystem_OpenFileDescriptorCount ");
        long events = number(victim, "recording");
        long samples = number(victim, "profiler");
        Serving.settle(() -> {
            metrics();
            assertThat(number(victim, "recording")).as("events of the recording").isGreaterThan(events);
            assertThat(number(victim, "profiler")).as("samples of async-profiler").isGreaterThan(samples);
        });
    }

    private String metrics() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + exporter + "/metrics")).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static long number(Victim victim, String what) {
        String said = victim.ask(what).get(0);
        return Long.parseLong(said.substring(said.indexOf(' ') + 1));
    }

    @Override
    public void close() {
        echoOfTrace.stop(0);
    }
}
