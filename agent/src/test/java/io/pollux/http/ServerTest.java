package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** What is served, and how. */
class ServerTest extends ServerFixture {
    @Test
    void servesWithSecurityHeaders() throws IOException {
        String answer = text("GET /short HTTP/1.1\r\nHost: localhost");
        assertThat(answer).startsWith("HTTP/1.1 200 OK").endsWith("\r\n\r\nseven");
        assertThat(answer).containsIgnoringCase("X-Content-Type-Options: nosniff").containsIgnoringCase("X-Frame-Options: DENY")
                .containsIgnoringCase("Content-Security-Policy: default-src 'none'").containsIgnoringCase("Cache-Control: no-store");
    }

    @Test
    void answersHeadWithTheLengthAndNoBody() throws IOException {
        assertThat(text("HEAD /short HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 200 OK")
                .containsIgnoringCase("Content-Length: 5").endsWith("\r\n\r\n");
    }

    @Test
    void answersAFailureWithACleanErrorAndGoesOn() throws IOException {
        assertThat(text("GET /failing HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 500").contains("on purpose");
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost")).endsWith("seven");
    }

    @Test
    void givesParametersToTheResource() throws IOException {
        assertThat(text("GET /asked?limit=13&&sort=a%20b+c HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 200").endsWith("limit 13 sort a b c");
        assertThat(text("GET /asked HTTP/1.1\r\nHost: localhost")).endsWith("limit 7 sort -");
    }

    @Test
    void zipsWhatIsLongForWhoAcceptsIt() throws IOException {
        assertThat(text("GET /long HTTP/1.1\r\nHost: localhost")).endsWith(LONG);
        byte[] answer = ask("GET /long HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br, gzip");
        String head = new String(answer, StandardCharsets.ISO_8859_1);
        int body = head.indexOf("\r\n\r\n") + 4;
        assertThat(head.substring(0, body)).containsIgnoringCase("Content-Encoding: gzip");
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        new GZIPInputStream(new ByteArrayInputStream(answer, body, answer.length - body)).transferTo(plain);
        assertThat(plain.toString(StandardCharsets.UTF_8)).isEqualTo(LONG);
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip")).endsWith("seven");
    }

    @Test
    void readsQualitiesOfAcceptEncoding() {
        assertThat(Gate.acceptsGzip("deflate, gzip;q=0.5")).isTrue();
        assertThat(Gate.acceptsGzip("gzip;q=0")).isFalse();
        assertThat(Gate.acceptsGzip("")).isFalse();
    }

    @Test
    void answersOneRequestAConnection() throws IOException {
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost\r\n\r\nGET /short HTTP/1.1\r\nHost: localhost")).containsOnlyOnce("HTTP/1.1 200")
                .contains("Connection: close");
    }
}
