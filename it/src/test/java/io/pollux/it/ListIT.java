package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list shows applications, those that Pollux is in among them, and no command line of Pollux itself. */
class ListIT {
    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void applicationsAreListedAndCommandLinesOfPolluxAreNot(Jdk jdk) throws Exception {
        Path renamed = Files.copy(Repository.jar(), directory.resolve("renamed.jar"));
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=off"), List.of("selector:fixed:direct:inet"))) {
            Victim victim = serving.victim();
            Process command = new ProcessBuilder(jdk.java().toString(), "-jar", renamed.toString(), "diagnose", victim.pidText(), "--for", "1h").start();
            try {
                await().atMost(Duration.ofSeconds(60)).until(() -> isJvm(command.pid()));
                assertThat(listed(jdk)).contains(victim.pid()).doesNotContain(command.pid());
            } finally {
                command.destroyForcibly();
            }
            victim.quit();
        }
    }

    private static boolean isJvm(long pid) throws IOException {
        return Files.readString(Path.of("/proc", Long.toString(pid), "maps")).contains("/libjvm.so");
    }

    private static List<Long> listed(Jdk jdk) throws Exception {
        List<Long> pids = new ArrayList<>();
        for (JsonNode jvm : new ObjectMapper().readTree(Pollux.on(jdk).run("list", "-o", "json").ok().text()).path("jvms"))
            pids.add(jvm.path("pid").asLong());
        return pids;
    }
}
