package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Launch;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import io.pollux.it.victims.Servers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The examples for scraping, as they are but for addresses and times, run by a real Prometheus against a real agent. */
class ExamplesIT {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final String TARGET = "127.0.0.1:9464";

    @TempDir
    Path folder;

    @Test
    void everyJobOfThePrometheusExampleScrapesAnAgent() throws Exception {
        ObjectNode example = read("prometheus.example.yml");
        example.remove("rule_files"); // other tests' business
        assertEveryJobScrapes(example, 3);
    }

    /** A Collector is in no repository that these tests may use; its receiver is Prometheus' own scraper. */
    @Test
    void everyJobOfTheCollectorsReceiverScrapesAnAgent() throws Exception {
        JsonNode config = read("otel-collector.example.yml").at("/receivers/prometheus/config");
        assertEveryJobScrapes((ObjectNode) YAML.readTree(config.toString().replace("$$", "$")), 2);
    }

    @Test
    void theCollectorsPipelineIsMadeOfWhatItsExampleDefines() throws IOException {
        JsonNode example = read("otel-collector.example.yml");
        for (JsonNode pipeline : example.at("/service/pipelines"))
            for (String part : List.of("receivers", "processors", "exporters"))
                assertThat(Dashboard.stream(pipeline.path(part)).map(JsonNode::asText)).as(part).isNotEmpty().allMatch(example.path(part)::has);
    }

    /** @param targets how many its jobs find, those of the file being one here */
    private void assertEveryJobScrapes(ObjectNode configuration, int targets) throws Exception {
        Assumptions.assumeTrue(Prometheus.installed("prometheus"), "prometheus is missing; on Debian: apt-get install prometheus");
        try (Victim victim = Launch.of(Jdk.newest(), Servers.class).agent("engine=epoll").arguments("selector:fixed:heap:inet").start()) {
            victim.await("ready");
            String target = "127.0.0.1:" + Pollux.on(victim.jdk()).status(victim).at("/facts/port").asText();
            try (Prometheus prometheus = Prometheus.start(folder, write(configuration, target))) {
                Serving.settle(() -> assertThat(prometheus.query("up == 1")).hasSize(targets));
                assertThat(prometheus.query("up")).hasSize(targets);
                assertThat(prometheus.query("count by (job) (pollux_build_info)")).isNotEmpty();
            }
            victim.quit();
        }
    }

    private Path write(ObjectNode configuration, String target) throws IOException {
        Files.createDirectories(folder.resolve("targets"));
        Path example = Dashboard.FOLDER.resolve("prometheus/targets/example.json");
        Files.writeString(folder.resolve("targets/example.json"), Files.readString(example).replaceAll("\"127\\.0\\.0\\.1:\\d+\"", '"' + target + '"'));
        String text = new ObjectMapper().writeValueAsString(configuration).replace(TARGET, target).replaceAll("(\"scrape_interval\":)\"\\w+\"", "$1\"1s\"");
        assertThat(text).contains(target);
        return Files.writeString(folder.resolve("prometheus.yml"), text);
    }

    private static ObjectNode read(String name) throws IOException {
        return (ObjectNode) YAML.readTree(Files.readString(Dashboard.FOLDER.resolve("prometheus").resolve(name)));
    }
}
