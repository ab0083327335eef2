package io.pollux.http;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A server on a port of its own for each test, with resources of a few kinds, and a client that says what it is told. */
abstract class ServerFixture {
    static final String LONG = "seven ".repeat(1009);

    /** How often a thread was marked as the server's. */
    final AtomicInteger marked = new AtomicInteger();
    Server server;

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
                "/failing", failing, "/asked", new Json(ServerFixture::answer))::get, Access.OPEN, marked::incrementAndGet);
    }

    private static void answer(Query query, Appendable out) throws IOException {
        query.only("limit", "sort");
        out.append("limit ").append(Integer.toString(query.number("limit", 1000, 7))).append(" sort ").append(query.text("sort", "-"));
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    /** One request as written, on a connection of its own; the whole answer. */
    final byte[] ask(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((request + "\r\nConnection: close\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return socket.getInputStream().readAllBytes();
        }
    }

    /** The same, as text. */
    final String text(String request) throws IOException {
        return new String(ask(request), StandardCharsets.ISO_8859_1);
    }
}
