package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux bench models} from the jar: every model serves, every format tells it, wrong input is refused, and nothing stays behind. */
class BenchModelsIT {
    private static final int USAGE = 2;
    private static final int CONNECTIONS = 7;
    private static final List<String> OTHERS = List.of("threads", "processes", "busy", "raw-epoll", "signals");
    private static final String FEW = Integer.toString(CONNECTIONS);

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyModelServesInEveryRound(Jdk jdk) throws Exception {
        Path html = directory.resolve("models.html");
        JsonNode told = new ObjectMapper().readTree(Pollux.on(jdk).run("bench", "models", "--connections", FEW, "--duration", "0.2", "--rounds", "3",
                "-o", "json", "--html", html.toString()).ok().text());
        assertThat(told.path("connections").asInt()).isEqualTo(CONNECTIONS);
        assertThat(names(told.path("models"))).containsAll(OTHERS).containsAll(Repository.engines());
        assertThat(told.path("models")).filteredOn(model -> model.path("runs").size() > 0).hasSizeGreaterThanOrEqualTo(OTHERS.size()
                + Repository.engines().size()).allSatisfy(BenchModelsIT::served);
        assertThat(model(told, "threads").at("/syscalls_per_request/min").asDouble()).isGreaterThan(2).isLessThan(2.0 + CONNECTIONS);
        assertThat(Files.readString(html)).contains("<svg", "threads", "signals").doesNotContain("<script", "src=", "href=");
    }

    private static void served(JsonNode model) {
        assertThat(model.path("failed").isNull()).as("%s", model).isTrue();
        assertThat(model.path("runs")).as("%s", model).hasSize(3).allSatisfy(run -> assertThat(run.path("requests").asLong()).isPositive());
        assertThat(model.at("/requests_per_second/median").asDouble()).isPositive();
        assertThat(model.at("/p99_ns/median").asDouble()).isGreaterThanOrEqualTo(model.at("/p50_ns/min").asDouble());
    }

    private static List<String> names(JsonNode models) {
        return models.findValuesAsText("model").stream().distinct().toList();
    }

    private static JsonNode model(JsonNode told, String name) {
        for (JsonNode model : told.path("models")) {
            if (model.path("model").asText().equals(name)) {
                return model;
            }
        }
        throw new AssertionError("no " + name);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void textFitsATerminalAndCsvHasARecordAModel(Jdk jdk) throws Exception {
        Outcome text = run(jdk, "text");
        assertThat(text.out()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(100));
        assertThat(text.text()).contains("7 connections", "requests/s", "the two phases", "w waiting, c copying");
        Outcome csv = run(jdk, "csv");
        assertThat(csv.out()).hasSize(3);
        assertThat(csv.out().get(0)).startsWith("model,family,requests_per_second,requests_per_second_min");
        assertThat(csv.out()).allSatisfy(line -> assertThat(line.split(",", -1)).hasSameSizeAs(csv.out().get(0).split(",", -1)));
        assertThat(csv.out().get(1)).startsWith("threads,blocking,");
        assertThat(run(jdk, "md").text()).contains("| threads | blocking |", "| epoll | multiplexed |");
    }

    private static Outcome run(Jdk jdk, String format) throws IOException, InterruptedException {
        return Pollux.on(jdk).run("bench", "models", "--model", "epoll,threads", "--connections", FEW, "--think", "0.5", "--duration", "0.1",
                "--rounds", "2", "-o", format).ok();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void wrongInputIsRefusedBeforeAnythingRuns(Jdk jdk) throws Exception {
        Pollux pollux = Pollux.on(jdk);
        pollux.run("bench", "models", "--model", "thread").refused(USAGE, "no model 'thread'", "nearest: threads");
        pollux.run("bench", "models", "--connections", "0").refused(USAGE, "--connections takes 1 to 1000");
        pollux.run("bench", "models", "--size", "65537").refused(USAGE, "--size takes 1 to 65536");
        pollux.run("bench", "models", "--think", "-1").refused(USAGE, "--think takes 0 to");
        pollux.run("bench", "models", "--duration", "0.05", "--rounds", "5").refused(USAGE, "--duration takes 0.1 to 60");
        pollux.run("bench", "models", "-o", "xml").refused(USAGE, "xml");
        pollux.run("bench", "models", "--html", directory.resolve("none/models.html").toString()).refused(USAGE, "no directory");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whoeverEndsTheCommandEndsItsServers(Jdk jdk) throws Exception {
        for (boolean forcibly : List.of(false, true)) {
            Process command = new ProcessBuilder(jdk.java().toString(), "-jar", Repository.jar().toString(), "bench", "models", "--model", "processes",
                    "--connections", FEW, "--duration", "60", "--rounds", "1").redirectErrorStream(true).redirectOutput(
                    ProcessBuilder.Redirect.DISCARD).start();
            try {
                await(() -> running(command.descendants().map(ProcessHandle::pid).toList()).size() == 2 + CONNECTIONS);
                List<Long> started = command.descendants().map(ProcessHandle::pid).toList();
                if (forcibly) {
                    command.destroyForcibly();
                } else {
                    command.destroy();
                }
                await(() -> !command.isAlive() && running(started).isEmpty());
            } finally {
                command.destroyForcibly();
            }
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).pollInterval(50, TimeUnit.MILLISECONDS).until(condition);
    }

    /** Not those that have ended and whose parent, whoever has adopted them, has not asked yet. */
    private static List<Long> running(List<Long> pids) {
        return pids.stream().filter(pid -> {
            try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
                return lines.noneMatch(line -> line.matches("State:\\s+[ZX].*"));
            } catch (IOException | UncheckedIOException e) {
                return false;
            }
        }).toList();
    }
}
