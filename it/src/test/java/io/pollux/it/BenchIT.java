package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux bench} from the jar: what it counts, what it refuses, what it leaves behind. No time is looked at. */
class BenchIT {
    private static final int USAGE = 2;
    /** What it leaves out is left out among reads and wake-ups, which a loop that only waits knows nothing of. */
    private static final String WITHOUT_LOOP = "epoll-lazy";
    private static final int OPS = 5;
    private static final int ROUNDS = 3;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyEngineIsMeasuredBesideItsBareLoopOnEveryKind(Jdk jdk, @TempDir Path files) throws Exception {
        JsonNode cells = json(Pollux.on(jdk).run("bench", "--fds", "7,23", "--ops", "" + OPS, "--rounds", "" + ROUNDS, "--kind", "pipe,unix,tcp", "--engine",
                String.join(",", Repository.engines()), "--svg", files.resolve("b.svg").toString(), "--html", files.resolve("b.html").toString(), "-o", "json").ok())
                .path("cells");
        assertThat(cells).hasSize(2 * 3 * Repository.engines().size()).allSatisfy(cell -> {
            assertThat(cell.path("served").asInt()).as("%s", cell).isEqualTo(OPS * ROUNDS);
            assertThat(cell.at("/pollux/wait_ns/median").asDouble()).isPositive();
            boolean bare = !cell.path("engine").asText().equals(WITHOUT_LOOP);
            assertThat(cell.at("/raw/wait_ns/median").asDouble() > 0).as("%s", cell).isEqualTo(bare);
            assertThat(cell.at("/ratio/median").asDouble() > 0).as("%s", cell).isEqualTo(bare);
        });
        assertThat(cells).filteredOn(cell -> cell.path("engine").asText().equals("poll")).hasSize(6).allSatisfy(cell -> {
            int scanned = OPS * ROUNDS * (cell.path("fds").asInt() + 1);
            assertThat(cell.path("waits").asInt()).isEqualTo(OPS * ROUNDS);
            assertThat(cell.path("scanned_fds").asInt()).isEqualTo(scanned);
            assertThat(cell.path("copied_in_bytes").asInt()).isEqualTo(8 * scanned);
            assertThat(cell.path("copied_out_bytes").asInt()).isEqualTo(2 * scanned);
        });
        assertThat(Files.readString(files.resolve("b.svg"))).contains("C: poll", "TCP").doesNotContain("<script");
        assertThat(Files.readString(files.resolve("b.html"))).contains("C: poll", "What a wait takes").doesNotContain("<script");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void whatTheLimitLeavesNoRoomForIsLeftOutAndSaid(Jdk jdk) throws Exception {
        Outcome outcome = Pollux.on(jdk).under(List.of("prlimit", "--nofile=331:331")).run("bench", "--fds", "11,1009,2003", "--ops", "3", "--rounds", "1",
                "--engine", "epoll,select").ok();
        assertThat(outcome.out()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(100));
        assertThat(outcome.text()).contains("of 1,009 pipes", "hard limit is", "331", "left out: 2,003 pipes");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void anEngineThatIsNoneIsRefusedWithTheNearest(Jdk jdk) throws Exception {
        Pollux.on(jdk).run("bench", "--engine", "sigoi").refused(USAGE, "'sigoi'", "sigio");
        Pollux.on(jdk).run("bench", "--fds", "-7").refused(USAGE, "--fds");
    }

    /** The child would go on for minutes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aSignalEndsTheProcessThatMeasuresToo(Jdk jdk) throws Exception {
        Process bench = new ProcessBuilder(jdk.java().toString(), "-XX:+UseSerialGC", "-jar", Repository.jar().toString(), "bench", "--fds", "101", "--engine",
                "poll", "--ops", "100000", "--rounds", "101").redirectErrorStream(true).start();
        try {
            ProcessHandle child = await().atMost(LIMIT).until(() -> bench.children().filter(BenchIT::hasItsPipes).findAny(), Optional::isPresent).orElseThrow();
            bench.destroy(); // SIGINT is ignored by what a shell runs in the background
            assertThat(bench.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(LIMIT).until(() -> isOver(child.pid()));
        } finally {
            bench.destroyForcibly();
        }
    }

    /** The command line has other children for a moment: JNA asks ldconfig. */
    private static boolean hasItsPipes(ProcessHandle child) {
        String[] open = Path.of("/proc", Long.toString(child.pid()), "fd").toFile().list();
        return open != null && open.length > 2 * 101;
    }

    /** Gone, or nobody has asked yet how it ended. */
    private static boolean isOver(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')')).startsWith(") Z");
        } catch (IOException e) {
            return true;
        }
    }

    private static JsonNode json(Outcome outcome) throws IOException {
        return new ObjectMapper().readTree(outcome.text());
    }
}
