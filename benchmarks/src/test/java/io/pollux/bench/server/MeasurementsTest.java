package io.pollux.bench.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {
    @TempDir
    private Path directory;

    @Test
    void aRunReplacesWhatItMeasuredAgainAndLeavesTheRest() throws IOException {
        put("here", "tomcat", 1, "first\n");
        put("here", "tomcat", 32, "second\n");
        put("here", "tomcat", 1, "third\n");
        assertThat(read("here").text()).startsWith("here\n").endsWith("\nthird\n\nsecond\n").doesNotContain("first");
    }

    @Test
    void otherVariantsAreAnotherMeasurement() throws IOException {
        put("here", "tomcat", 1, "first\n");
        Measurements more = read("here");
        more.put(Map.of("server", "tomcat", "connections", 1, "variants", List.of("bare", "strace"), "text", "second\n"));
        assertThat(more.text()).endsWith("\nfirst\n\nsecond\n");
    }

    @Test
    void whatAnotherMachineMeasuredGoes() throws IOException {
        put("there", "tomcat", 1, "first\n");
        put("here", "jetty", 1, "second\n");
        assertThat(read("here").text()).startsWith("here\n").endsWith("\nsecond\n").doesNotContain("first");
    }

    private void put(String machine, String server, int connections, String text) throws IOException {
        Measurements all = read(machine);
        all.put(Map.of("server", server, "connections", connections, "variants", List.of("bare", "all"), "text", text));
        all.save();
    }

    private Measurements read(String machine) throws IOException {
        return Measurements.of(directory.resolve("all/servers.json"), machine);
    }

    @Test
    void aPictureHasARowForEachVariantAndTheMedianOfItsRatios() throws IOException {
        Measurements all = read("here");
        List<Map<String, Object>> rounds = List.of(round(10, 9), round(10, 11), round(20, 10));
        all.put(Map.of("server", "tomcat", "connections", 1, "variants", List.of("bare", "all"), "text", "**Tomcat, 1 connection** (of many)", "rounds", rounds));
        assertThat(all.picture(List.of())).contains(">Tomcat, 1 connection<", ">all<", ">0.90<").doesNotContain(">bare<");
    }

    @Test
    void roundsOfAllServersAreOneGeometricMeanWithItsInterval() throws IOException {
        Measurements all = read("here");
        for (String server : List.of("tomcat", "jetty")) {
            List<Map<String, Object>> rounds = List.of(round(10, 5), round(10, 20));
            all.put(Map.of("server", server, "connections", 32, "variants", List.of("bare", "all"), "text", server + "\n", "rounds", rounds));
        }
        // ln 2 a pair, in turns down and up: mean 0, deviation 0.8004, t(3) 3.1824
        assertThat(all.text()).contains("All with 32 connections together").contains("| `all` | 4 | **1.000** (0.280 … 3.574) |");
    }

    private static Map<String, Object> round(double bare, double all) {
        return Map.of("bare", Map.of("perSecond", bare, "p99", bare, "cpu", bare), "all", Map.of("perSecond", all, "p99", all, "cpu", all));
    }
}
