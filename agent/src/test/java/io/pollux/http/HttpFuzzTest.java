package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.fuzz.Garbage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes over the wire: an answer of HTTP or silence, never an exception, never a page to a foreign Host. */
@Timeout(1200)
class HttpFuzzTest {
    private static final List<byte[]> GOOD = List.of(
            bytes("GET / HTTP/1.1\r\nHost: localhost:9464\r\nAccept: text/html,*/*;q=0.1\r\nAccept-Encoding: gzip;q=0.5, br\r\n\r\n"),
            bytes("HEAD /api/fds?limit=7&sort=read_bytes&dir=%25a HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic YW5uOnNldmVu\r\n\r\n"),
            bytes("POST /metrics HTTP/1.0\r\nhost: [::1]:80\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nseven\r\n0\r\n\r\n"));
    private static final List<String> WORDS = List.of("\r\n", "\r\n\r\n", "\n", " ", "\t", ":", "Host: ", "Host: evil.example\r\n", "HTTP/1.1", "%", "%00", "%2e%2e/", "\0", "?",
            "&", "=", "+", "limit=", "99999999999999999999", "-1", "a".repeat(9000), "Authorization: Basic ", "====", "gzip;q=", "/api/fds", "\u00ff");

    private int served;

    @Test
    void everyInputGetsAnAnswerOrSilence() throws IOException {
        Credentials credentials = Credentials.of(List.of("ann:seven"), "here");
        HostCheck hosts = new HostCheck("127.0.0.1");
        for (Gate gate : List.of(new Gate(HttpFuzzTest::resource, hosts, null), new Gate(HttpFuzzTest::resource, hosts, credentials))) {
            Garbage garbage = new Garbage(7, GOOD, WORDS);
            for (int i = Garbage.inputs(40_000) / 2; i > 0; i--) {
                answer(gate, garbage.next());
            }
        }
        assertThat(served).as("inputs that were good enough to be served").isPositive();
    }

    private void answer(Gate gate, byte[] input) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new Exchange(gate, NO_PACE).run(new ByteArrayInputStream(input), out);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(Garbage.show(input), e);
        }
        String answer = out.toString(StandardCharsets.ISO_8859_1);
        if (!answer.isEmpty() && !answer.matches("(?s)HTTP/1\\.1 (200|400|401|403|404|405|431) .*\r\n\r\n.*")) {
            throw new AssertionError(Garbage.show(input) + " is answered by " + answer);
        }
        served += answer.startsWith("HTTP/1.1 200") ? 1 : 0;
    }

    private static Resource resource(String path) {
        return path.equals("/none") ? null : new Json((query, out) -> out.append(Integer.toString(query.number("limit", 1000, 7))).append(query.text("sort", "-")));
    }

    private static final Exchange.Pace NO_PACE = new Exchange.Pace() {
        @Override
        public void computing() {
        }

        @Override
        public void sending() {
        }
    };

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
