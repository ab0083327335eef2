package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Snapshot;
import io.pollux.it.harness.Specs;
import io.pollux.it.harness.Tally;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent answers over HTTP is what the program counted, and what the command line reads. */
class HttpIT {
    private final HttpClient client = HttpClient.newHttpClient();

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource(Grid.JDKS_AND_ENGINES)
    void apiHasTheProgramsOwnCounts(Jdk jdk, String engine) throws Exception {
        try (Serving serving = Serving.start(Serving.launch(jdk).agent("port=0,engine=" + engine), Specs.SELECTORS)) {
            serving.connect(2).talk(101, 97);
            String url = Pollux.on(jdk).url(serving.victim());
            Serving.settle(() -> {
                Snapshot snapshot = new Snapshot(new ObjectMapper().readTree(get(url + "api/fds")));
                assertThat(snapshot.json().path("engine").asText()).isEqualTo(engine);
                for (Tally tally : serving.tally())
                    assertThat(snapshot.columns(tally)).as(tally.key()).isEqualTo(tally.columns());
            });
            assertThat(get(url + "metrics")).contains("pollux_engine_info{engine=\"" + engine + "\",} 1.0");
            assertThat(get(url + "-/healthy")).isNotBlank();
            assertThat(new ObjectMapper().readTree(get(url + "api/findings?for=10ms")).path("looked_for")).isNotEmpty();
            serving.victim().quit();
        }
    }

    private String get(String url) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(url).isEqualTo(200);
        return response.body();
    }
}
