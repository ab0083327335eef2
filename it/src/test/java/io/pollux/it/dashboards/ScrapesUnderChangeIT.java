package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.DirectAttach;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Repository;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pollux comes, changes its engine and goes, and comes again, while it is scraped: each scrape brings a whole page, or nothing at all. */
class ScrapesUnderChangeIT {
    private static final List<String> SPECS = List.of("selector:fixed:direct:inet", "blocking:10000");
    private static final int ROUNDS = 3;
    private static final int SWITCHES = 23;

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void everyScrapeBringsAWholePageOrNothingAtAll(Jdk jdk) throws Exception {
        int port = Prometheus.freePort();
        try (Serving serving = Serving.start(Serving.launch(jdk).jvm("-Xcheck:jni", "-XX:+EnableDynamicAgentLoading"), SPECS); Scraper scraper = Scraper.of(port)) {
            Victim victim = serving.victim();
            serving.connect(3).talk(3, 97);
            for (int round = 0; round < ROUNDS; round++) {
                scraper.awaitRefused();
                Pollux.on(jdk).run("attach", victim.pidText(), "port=" + port).ok();
                switchAround(serving, scraper);
                Pollux.on(jdk).detach(victim).ok();
            }
            scraper.awaitRefused();
            assertThat(scraper.stop()).isEmpty();
            serving.talk(11, 97);
            victim.quit();
            assertThat(victim.stderr()).isEmpty();
        }
    }

    private void switchAround(Serving serving, Scraper scraper) throws Exception {
        List<String> engines = Repository.engines();
        for (int i = 1; i <= SWITCHES; i++) {
            DirectAttach.load(serving.victim(), "engine=" + engines.get(i % engines.size()));
            serving.talk(3, 97);
            Promtool check = Promtool.run(Files.writeString(scratch.resolve("metrics.txt"), scraper.awaitPages()), "check", "metrics");
            assertThat(check.output()).isEmpty();
        }
    }
}
