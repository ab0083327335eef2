package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Load;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report that {@code pollux compare --html} writes: one file, which a browser shows without a complaint, and without asking for anything else. */
class CompareReportIT {
    private static final String TCP = "selector:fixed:direct:inet";

    @TempDir
    private Path directory;

    @Test
    void reportIsOneFileThatNeedsNothingElse() throws Exception {
        Path report = directory.resolve("report.html");
        try (Serving serving = Serving.start(Serving.launch(Jdk.oldest()).agent("port=off"), List.of(TCP)); Load load = Load.on(serving.ports(), 3)) {
            Outcome outcome = Pollux.on(Jdk.oldest()).run("compare", serving.victim().pidText(), "--engines", "poll", "--duration", "3s", "--html", report.toString()).ok();
            load.stop();
            serving.victim().quit();
            assertThat(Files.readString(report)).doesNotContain("<script", "http://127", "https://", " src=");
            try (Browser browser = Browser.start().open(report.toUri().toString())) {
                assertThat(browser.text("h1")).contains("pollux compare", serving.victim().pidText());
                assertThat(outcome.text().replaceAll("\\s+", " ")).endsWith(browser.text("p"));
                assertThat(browser.texts("svg > title")).hasSize(3);
                assertThat(browser.texts("td")).contains("poll", "epoll", "CPU an event");
                assertThat(browser.complaints()).isEmpty();
                assertThat(browser.requests()).isNotEmpty().allMatch(url -> url.equals(report.toUri().toString()));
            }
        }
    }
}
