package io.pollux.it.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** What the page asks its agent, asked beside it. {@code url} ends with a slash. */
record PageApi(String url) {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** An answer, which must be one. */
    JsonNode json(String path) throws IOException, InterruptedException {
        return json(path, 200);
    }

    private JsonNode json(String path, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isEqualTo(status);
        return new ObjectMapper().readTree(answer.body());
    }

    /** The first of the descriptors that a query finds. */
    JsonNode first(String query) throws IOException, InterruptedException {
        return json("api/fds?limit=1&" + query).path("fds").path(0);
    }

    void assertRefused(String path, int status, String reason) throws IOException, InterruptedException {
        assertThat(json(path, status).path("error").asText()).contains(reason);
    }
}
