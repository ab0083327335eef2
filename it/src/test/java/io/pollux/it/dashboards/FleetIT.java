package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.it.dashboards.Dashboard.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every dashboard, rule and alert, asked of a real Prometheus that scrapes real agents under load. */
class FleetIT {
    /** Of a JVM, whatever it does. */
    private static final int MOST_SERIES = 2000;
    private static final Pattern TYPE = Pattern.compile("^# TYPE (\\w+) (\\w+)$", Pattern.MULTILINE);
    /** Expressions that yield nothing while all is well, by a part of them. */
    private static final Map<String, String> MAY_BE_EMPTY = Map.of();
    /** Families that no panel shows, and why. */
    private static final Map<String, String> NOT_SHOWN = Map.of(
            "pollux_call_cost_seconds", "a constant of the machine; pollux calibrate shows it",
            "pollux_byte_cost_seconds", "a constant of the machine; pollux calibrate shows it",
            "pollux_model_error_ratio", "a constant of the machine; pollux calibrate shows it",
            "pollux_temporary_buffers", "their bytes are shown",
            "pollux_tracked_fds", "the number of lines of the panels that show them",
            "pollux_tracked_limit", "the option top=",
            "pollux_selector_ready_to_read_seconds", "of one loop, for those who look into it; by role it is shown",
            "pollux_selector_report_delay_seconds", "of one loop, for those who look into it; by role it is shown");

    /** Alerts on times, which a busy machine may lengthen: that they stay away is no claim of this test. */
    private static final Set<String> ON_TIMES = Set.of("PolluxSlowFirstRead", "PolluxBlockedLoop", "PolluxInputUnread", "PolluxLoopSaturated",
            "PolluxSlowCollect", "PolluxGone");

    @TempDir
    static Path folder;
    private static Fleet fleet;

    @BeforeAll
    static void start() throws Exception {
        Assumptions.assumeTrue(Prometheus.installed("prometheus"), "prometheus is missing; on Debian: apt-get install prometheus");
        fleet = Fleet.start(folder);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (fleet != null)
            try (Fleet ending = fleet) {
                ending.quit();
            }
    }

    static List<Dashboard> dashboards() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyPanelHasSomethingToShow(Dashboard dashboard) throws Exception {
        List<String> empty = new ArrayList<>();
        for (Target target : dashboard.targets())
            if (ask(Variables.fill(target.expr())).isEmpty() && MAY_BE_EMPTY.keySet().stream().noneMatch(target.expr()::contains))
                empty.add(target.panel().path("title").asText() + ": " + target.expr());
        assertThat(empty).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyVariableHasValues(Dashboard dashboard) throws Exception {
        for (JsonNode variable : dashboard.variables("query"))
            assertThat(ask(Variables.query(variable.path("definition").asText()))).as(variable.path("name").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void everyAnnotationIsUnderstood(Dashboard dashboard) throws Exception {
        for (JsonNode annotation : dashboard.annotations())
            ask(Variables.fill(annotation.path("expr").asText()));
    }

    @Test
    void engineSwitchesAreAnnotated() throws Exception {
        assertThat(ask("sum by (engine) (increase(pollux_engine_switches_total[5m])) > 0")).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void everyRuleIsHealthyAndEveryRecordHasValues() throws Exception {
        for (JsonNode rule : fleet.prometheus().rules().toList()) {
            assertThat(rule.path("health").asText()).as("%s: %s", rule.path("name"), rule.path("lastError")).isEqualTo("ok");
            if (rule.path("type").asText().equals("recording"))
                assertThat(ask(rule.path("name").asText())).as(rule.path("name").asText()).isNotEmpty();
        }
    }

    @Test
    void healthyJvmsRaiseNoAlertNotEvenAPendingOne() throws Exception {
        Stream<JsonNode> alerts = fleet.prometheus().rules().filter(rule -> rule.path("type").asText().equals("alerting"));
        assertThat(alerts.filter(alert -> !alert.path("state").asText().equals("inactive") && !ON_TIMES.contains(alert.path("name").asText())))
                .extracting(rule -> rule.path("name") + " " + rule.path("alerts")).isEmpty();
    }

    @Test
    void theJvmsAreToldApartInEveryRecordThatKeepsThem() throws Exception {
        assertThat(labels(ask("count by (job) (pollux_build_info)"), "job")).containsExactly("echo", "gateway");
        for (JsonNode rule : fleet.prometheus().rules().filter(rule -> rule.path("name").asText().startsWith("job_instance")).toList())
            assertThat(ask("count by (job, instance) (" + rule.path("name").asText() + ")")).as(rule.path("name").asText()).hasSize(2);
    }

    @Test
    void everyMetricThatIsAskedForExists() throws Exception {
        Set<String> unknown = asked().map(Selector::metric).filter(metric -> !metric.isEmpty() && !metric.contains(":") && !metric.equals("ALERTS"))
                .collect(Collectors.toCollection(TreeSet::new));
        for (JsonNode series : ask("count by (__name__) ({__name__=~\"pollux_.+|up|scrape_.+\"})"))
            unknown.remove(series.at("/metric/__name__").asText());
        assertThat(unknown).isEmpty();
    }

    @Test
    void everyFamilyIsShownAndDescribedWithItsType() throws Exception {
        Map<String, String> scraped = TYPE.matcher(fleet.scrape()).results().collect(Collectors.toMap(m -> m.group(1), m -> m.group(2), (a, b) -> a, TreeMap::new));
        scraped.keySet().removeIf(family -> MetricsPage.isOfOneDescriptor(family, scraped));
        Set<String> shown = Dashboard.all().stream().flatMap(d -> d.selectors().stream()).map(Selector::family).collect(Collectors.toSet());
        assertThat(scraped.keySet()).filteredOn(family -> !shown.contains(family)).containsExactlyInAnyOrderElementsOf(NOT_SHOWN.keySet());
        assertThat(MetricsPage.read().families()).as("docs/metrics.md").isEqualTo(scraped);
    }

    @Test
    void theScrapeIsAsPrometheusAdvises() throws Exception {
        Promtool check = Promtool.run(Files.writeString(folder.resolve("metrics.txt"), fleet.scrape()), "check", "metrics");
        assertThat(check.output()).isEmpty();
        assertThat(check.status()).isZero();
    }

    @Test
    void aScrapeStaysWithinItsBudget() throws Exception {
        assertThat(ask("sum by (job, instance) (scrape_samples_scraped) <= " + MOST_SERIES)).hasSize(2);
    }

    private static JsonNode ask(String expr) throws Exception {
        return fleet.prometheus().query(expr);
    }

    /** Selectors of panels, annotations and rules. */
    private static Stream<Selector> asked() throws Exception {
        Stream<String> rules = fleet.prometheus().rules().map(rule -> rule.path("query").asText());
        return Stream.concat(Dashboard.all().stream().flatMap(d -> d.expressions().stream()), rules).flatMap(expr -> new PromQl(expr).selectors().stream());
    }

    private static List<String> labels(JsonNode series, String label) {
        return Dashboard.stream(series).map(s -> s.path("metric").path(label).asText()).sorted().toList();
    }
}
