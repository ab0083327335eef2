package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules, alerts and example configurations, checked by Prometheus' own tool. */
class PrometheusFilesIT {
    private static final Path FOLDER = Dashboard.FOLDER.resolve("prometheus");

    @TempDir
    Path scratch;

    @Test
    void rulesAndAlertsAreValid() throws Exception {
        succeeds(Promtool.run("check", "rules", file("recording.rules.yml"), file("alerts.rules.yml")));
    }

    @Test
    void everyRecordingRuleRecordsWhatItsTestExpects() throws Exception {
        succeeds(Promtool.run("test", "rules", file("tests/recording.test.yml")));
    }

    @Test
    void everyAlertFiresWhereItMustAndNowhereElse() throws Exception {
        succeeds(Promtool.run("test", "rules", file("tests/alerts.test.yml")));
    }

    @Test
    void everyRuleAndAlertIsInATest() throws IOException {
        assertThat(names("recording.rules.yml", "record: (\\S+)")).isNotEmpty().allMatch(read("tests/recording.test.yml")::contains);
        assertThat(names("alerts.rules.yml", "alert: (\\S+)")).isNotEmpty().allMatch(read("tests/alerts.test.yml")::contains);
    }

    @Test
    void everyAlertSaysWhatIsWrongWhatToDoAndWhereToLook() throws IOException {
        for (String alert : read("alerts.rules.yml").split("- alert: "))
            if (alert.startsWith("Pollux"))
                assertThat(alert).contains("severity: ", "summary: ", "description: ", "runbook: ", "dashboard_url: \"/d/pollux-");
    }

    @Test
    void everyAlertLeadsToADashboardThatExists() throws IOException {
        assertThat(names("alerts.rules.yml", "dashboard_url: \"/d/([\\w-]+)\\?")).isSubsetOf(Dashboard.all().stream().map(Dashboard::name).toList());
    }

    @Test
    void theExampleConfigurationIsValid() throws Exception {
        succeeds(Promtool.run("check", "config", file("prometheus.example.yml")));
    }

    /** Debian's Prometheus knows no Kubernetes; the rest of that job is checked with the discovery of files in its place. */
    @Test
    void theKubernetesExampleIsValidButForItsDiscovery() throws Exception {
        String text = read("kubernetes.example.yml");
        String replaced = text.replace("kubernetes_sd_configs:\n      - role: pod", "file_sd_configs:\n      - files: [\"targets/*.json\"]");
        assertThat(replaced).isNotEqualTo(text);
        succeeds(Promtool.run("check", "config", beside(replaced)));
    }

    /** What the Collector's receiver is given is a Prometheus configuration. */
    @Test
    void theScrapesOfTheCollectorExampleAreValid() throws Exception {
        String text = read("otel-collector.example.yml");
        String config = text.substring(text.indexOf("    config:\n") + "    config:\n".length(), text.indexOf("\nprocessors:"));
        succeeds(Promtool.run("check", "config", beside(config.replaceAll("(?m)^ {6}", ""))));
        assertThat(text).contains("receivers: [prometheus]").doesNotContainPattern("[^$]\\$1");
    }

    /** A configuration among copies of the files it names. */
    private String beside(String configuration) throws IOException {
        Files.createDirectories(scratch.resolve("targets"));
        for (String name : new String[] {"recording.rules.yml", "alerts.rules.yml", "targets/example.json"})
            Files.copy(FOLDER.resolve(name), scratch.resolve(name));
        return Files.writeString(scratch.resolve("prometheus.yml"), configuration).toString();
    }

    private static void succeeds(Promtool check) {
        assertThat(check.status()).as(check.output()).isZero();
    }

    private static Stream<String> names(String file, String pattern) throws IOException {
        return Pattern.compile(pattern).matcher(read(file)).results().map(m -> m.group(1));
    }

    private static String read(String name) throws IOException {
        return Files.readString(FOLDER.resolve(name));
    }

    private static String file(String name) {
        return FOLDER.resolve(name).toString();
    }
}
