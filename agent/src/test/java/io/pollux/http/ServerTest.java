package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.pollux.agent.Threads;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ServerTest {
    private static final String LONG = "seven ".repeat(1009);

    private final AtomicInteger marked = new AtomicInteger();
    private Server server;

    @BeforeEach
    void start() throws IOException {
        Resource failing = new Resource() {
            @Override
            public String contentType(String accept) {
                return "text/plain";
            }

            @Override
            public void write(Query query, OutputStream out) throws IOException {
                out.write(1);
                throw new IllegalStateException("on purpose");
            }
        };
        server = Server.start("127.0.0.1", 0, Map.of("/short", new Text("text/plain", "seven"), "/long", new Text("text/plain", LONG),
                "/failing", failing, "/asked", new Json(ServerTest::answer))::get, Access.OPEN, marked::incrementAndGet);
    }

    private static void answer(Query query, Appendable out) throws IOException {
        query.only("limit", "sort");
        out.append("limit ").append(Integer.toString(query.number("limit", 1000, 7))).append(" sort ").append(query.text("sort", "-"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void anAnswerThatHasBegunIsSentWholeBeforeTheServerStops() throws Exception {
        Thread stopping = new Thread(() -> server.stop(), "stopping");
        Resource slow = new Resource() {
            @Override
            public String contentType(String accept) {
                return "text/plain";
            }

            @Override
            public void write(Query query, OutputStream out) throws IOException {
                stopping.start();
                await().until(() -> stopping.getState() == Thread.State.TIMED_WAITING);
                out.write(LONG.getBytes(StandardCharsets.UTF_8));
            }
        };
        server.stop();
        server = Server.start("127.0.0.1", 0, path -> slow, Access.OPEN, () -> { });
        assertThat(text("GET / HTTP/1.1\r\nHost: localhost")).endsWith(LONG);
        stopping.join();
    }

    /** One request as written, on a connection of its own; header names of the answer in small letters. */
    private byte[] ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }

    private String text(String request) throws IOException {
        return new String(ask(request), StandardCharsets.ISO_8859_1);
    }

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
    void refusesOtherMethodsPathsAndHosts() throws IOException {
        assertThat(text("POST /short HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0")).startsWith("HTTP/1.1 405").contains("only GET and HEAD");
        assertThat(text("GET /none HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404").contains("nothing here");
        assertThat(text("GET /short/ HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 404");
        assertThat(text("GET /short HTTP/1.1\r\nHost: evil.example")).startsWith("HTTP/1.1 403").doesNotContain("seven");
        assertThat(text("GET /short HTTP/1.0")).startsWith("HTTP/1.1 403").doesNotContain("seven");
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
    void refusesBadParametersWithTheReasonAsJson() throws IOException {
        assertThat(text("GET /asked?limit=-1 HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400").containsIgnoringCase("content-type: application/json")
                .endsWith("{\"error\":\"'limit' is '-1', but must be a whole number from 0 to 1000\"}\n");
        assertThat(text("GET /asked?limit=many HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400").contains("'many'");
        assertThat(text("GET /asked?limits=1 HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400")
                .contains("unknown parameter 'limits'", "did you mean 'limit'?", "limit, sort");
        assertThat(text("GET /asked?sort=%zz HTTP/1.1\r\nHost: localhost")).startsWith("HTTP/1.1 400");
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
    void marksEveryThreadThatTouchesDescriptorsAndEndsAllAtStop() throws IOException {
        text("GET /short HTTP/1.1\r\nHost: localhost");
        assertThat(marked.get()).isGreaterThanOrEqualTo(2);
        assertThat(server.stop()).isEmpty();
        assertThat(Threads.all()).noneMatch(thread -> thread.getName().startsWith("pollux-http-"));
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

    @Test
    void answersOneRequestAConnection() throws IOException {
        assertThat(text("GET /short HTTP/1.1\r\nHost: localhost\r\n\r\nGET /short HTTP/1.1\r\nHost: localhost")).containsOnlyOnce("HTTP/1.1 200")
                .contains("Connection: close");
    }

    @Test
    void startsDaemonsAlone() {
        assertThat(Threads.all()).filteredOn(thread -> thread.getName().startsWith("pollux-http-")).isNotEmpty().allMatch(Thread::isDaemon);
    }

    @Test
    void backgroundThreadsAreOwnDaemonsAndEnd() {
        CountDownLatch begun = new CountDownLatch(1);
        server.background("pollux-waits", () -> {
            begun.countDown();
            LockSupport.park();
        });
        await().until(() -> begun.getCount() == 0);
        assertThat(Threads.all()).filteredOn(thread -> thread.getName().equals("pollux-waits")).hasSize(1).allMatch(Thread::isDaemon);
        assertThat(server.stop()).isEmpty();
        assertThat(Threads.all()).noneMatch(thread -> thread.getName().equals("pollux-waits"));
    }

    @Test
    void saysThatThePortIsTaken() {
        assertThatThrownBy(() -> Server.start("127.0.0.1", server.port(), path -> null, Access.OPEN, marked::incrementAndGet)).isInstanceOf(BindException.class);
    }
}
