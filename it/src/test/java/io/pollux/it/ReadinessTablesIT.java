package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code pollux semantics} from the jar: what it says of each state is what the kernel was seen to say, whoever asks. */
class ReadinessTablesIT {
    private static final int USAGE = 2;
    private static final List<String> MECHANISMS = List.of("select", "poll", "epoll", "epoll-et", "sigio", "io_uring");
    private static final List<String> WATCHING = List.of("epoll-et", "sigio");
    private static final int FIELDS = 1 + MECHANISMS.size() + WATCHING.size();

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyStateIsMadeAndEveryEngineAgreesWithTheKernel(Jdk jdk) throws Exception {
        JsonNode seen = new ObjectMapper().readTree(Pollux.on(jdk).run("semantics", "-o", "json").ok().text());
        String kernel = Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
        assertThat(seen.path("kernel").asText()).isEqualTo(kernel);
        assertThat(seen.path("states")).hasSizeGreaterThanOrEqualTo(101).allSatisfy(state -> {
            assertThat(state.path("failed").isNull()).as("%s", state).isTrue();
            assertThat(state.path("disagree")).as("%s", state).isEmpty();
            assertThat(Repository.engines()).allSatisfy(engine -> assertThat(state.path(engine).asText()).isEqualTo(state.at("/raw/epoll").asText()));
        });
        assertThat(seen.path("errors")).hasSizeGreaterThan(20).allSatisfy(error -> assertThat(error.path("disagree")).as("%s", error).isEmpty());
        if (kernel.startsWith("6.18.")) {
            assertThat(rows(seen)).containsExactlyEntriesOf(recorded());
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void nobodySeesTheSameUnderAHundredColumns(Jdk jdk) throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can run a command as somebody else");
        Outcome outcome = Pollux.on(jdk).under(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")).run("semantics").ok();
        assertThat(outcome.out()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(100));
        assertThat(outcome.text().replaceAll("\\s+", " ")).contains("Pipes: the end to write", "Level or edge", "say what epoll_wait says").doesNotContain("not made:");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void aStateOrAnEngineThatIsNoneIsRefusedWithTheNearest(Jdk jdk) throws Exception {
        Pollux.on(jdk).run("semantics", "--state", "tpc/input").refused(USAGE, "'tpc/input'", "tcp/input");
        Pollux.on(jdk).run("semantics", "--engine", "sigoi").refused(USAGE, "'sigoi'", "sigio");
        Pollux.on(jdk).run("semantics", "-o", "csv").refused(USAGE, "csv", "text, json, md");
        JsonNode few = new ObjectMapper().readTree(Pollux.on(jdk).run("semantics", "--state", "pipe-w/space*", "--engine", "poll", "-o", "json").ok().text());
        assertThat(few.path("states")).hasSize(2).allSatisfy(state -> assertThat(state.path("raw")).hasSize(1));
    }

    private static Map<String, List<String>> rows(JsonNode seen) throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        for (JsonNode state : seen.path("states")) {
            List<String> row = MECHANISMS.stream().map(mechanism -> once(state.path("raw").path(mechanism))).collect(Collectors.toList());
            WATCHING.forEach(mechanism -> row.add(once(state.path("change").path(mechanism))));
            rows.put(state.path("state").asText(), comparable(state.path("state").asText(), row));
        }
        return rows;
    }

    /** As it was on Linux 6.18, by state. */
    private static Map<String, List<String>> recorded() throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (InputStream in = ReadinessTablesIT.class.getResourceAsStream("readiness-linux-6.18.tsv")) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).skip(1).map(line -> line.split("\t", FIELDS))
                    .forEach(fields -> rows.put(fields[0], comparable(fields[0], Arrays.asList(fields).subList(1, FIELDS))));
        }
        return rows;
    }

    /** Without io_uring where this kernel refuses it, and without the edges of terminals: a kernel worker makes them when it comes to it. */
    private static List<String> comparable(String state, List<String> row) {
        List<String> comparable = new ArrayList<>(row);
        if (state.startsWith("pt")) {
            comparable.set(MECHANISMS.size() + WATCHING.indexOf("epoll-et"), "");
        }
        if (!Repository.engines().contains("io_uring")) {
            comparable.remove(MECHANISMS.indexOf("io_uring"));
        }
        return comparable;
    }

    /** How often depends on how bytes are cut into segments. */
    private static String once(JsonNode said) {
        return said.isNull() || said.isMissingNode() ? "" : Arrays.stream(said.asText().replaceAll(" x\\d+", "").split(", ")).distinct().collect(Collectors.joining(", "));
    }
}
