package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is refused, or cut; and the next one is served. */
class ServerRefusalTest extends ServerFixture {
    @Test
    void refusesOtherMethodsPathsAndHosts() throws IOException {
        assertThat(text("POST /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0")).startsWith("HTTP/1.1 405").contains("only GET and HEAD");
        assertThat(text("GET /none HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404").contains("nothing here");
        assertThat(text("GET /short/ HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
        assertThat(text("GET /short HTTP/1.1\r\nHost: evil.example")).startsWith("HTTP/1.1 403").doesNotContain("seven");
        assertThat(text("GET /short HTTP/1.0")).startsWith("HTTP/1.1 403").doesNotContain("seven");
    }

    @Test
    void refusesBadParametersWithTheReasonAsJson() throws IOException {
        assertThat(text("GET /asked?limit=-1 HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400").containsIgnoringCase("content-type: application/json")
                .endsWith("{\"error\":\"'limit' is '-1', but must be a whole number from 0 to 1000\"}\n");
        assertThat(text("GET /asked?limit=many HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400").contains("'many'");
        assertThat(text("GET /asked?limits=1 HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400")
                .contains("unknown parameter 'limits'", "did you mean 'limit'?", "limit, sort");
        assertThat(text("GET /asked?sort=%zz HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400");
    }

    /** Half a request, and then nothing: the worker is free again in its time, and the connection is closed. */
    @Test
    void cutsAClientThatDawdles() throws IOException {
        try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            slow.getOutputStream().write("GET /short HTTP/1.1\r\nHost: loc".getBytes(StandardCharsets.ISO_8859_1));
            slow.setSoTimeout(60_000);
            assertThat(endOf(slow)).isTrue();
        }
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost")).endsWith("seven");
    }

    /** More than there are workers. */
    @Test
    void servesAfterConnectionsThatSaidNothing() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 13; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), server.port()));
            }
            for (Socket socket : silent) {
                socket.close();
            }
            assertThat(text("GET /short HTTP/1.1\r\nHost: localhost")).endsWith("seven");
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true; // reset: closed with bytes unread
        }
    }

    @Test
    void refusesAHeadThatIsTooLong() throws IOException {
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(Request.MOST_BYTES))).startsWith("HTTP/1.1 431");
        assertThat(text("GET /" + "x".repeat(Request.MOST_BYTES) + " HTTP/1.1")).startsWith("HTTP/1.1 431");
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost")).endsWith("seven");
    }

    @Test
    void refusesWhatIsNoRequest() throws IOException {
        for (String request : List.of("GET", "GET /short", "GET  /short HTTP/1.1", "GET short HTTP/1.1", "GET http://x/short HTTP/1.1", "G(T /short HTTP/1.1",
                "GET /short HTTP/2.0", "GET /%zz HTTP/1.1", "GET /short HTTP/1.1\r\nHost : localhost", "GET /short HTTP/1.1\r\n folded: yes",
                "GET /short HTTP/1.1\r\nHost: localhost\r\nHost: localhost", "GET /short HTTP/1.1\r\nHost: localhost\nX: y", "\0\0")) {
            assertThat(text(request)).as(request).startsWith("HTTP/1.1 400 ").contains("{\"error\":");
        }
    }
}
