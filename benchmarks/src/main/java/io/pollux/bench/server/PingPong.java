package io.pollux.bench.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection that asks, reads the answer to its last byte, and asks again: what one request costs a server, exactly. */
final class PingPong implements AutoCloseable {
    private static final byte[] REQUEST = "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final long LIMIT_NS = 5_000_000_000L;

    private final Socket socket;
    private final byte[] buffer = new byte[8192];
    private int answerBytes;

    /** Connects and learns how long an answer is, which is always the same but for the date in it. */
    PingPong(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        socket.getOutputStream().write(REQUEST);
        answerBytes = readHead();
    }

    private int readHead() throws IOException {
        int had = 0;
        while (true) {
            had += more(had);
            String text = new String(buffer, 0, had, StandardCharsets.ISO_8859_1);
            int end = text.indexOf("\r\n\r\n");
            if (end >= 0 && had >= end + 4 + length(text)) {
                return had;
            }
        }
    }

    private static int length(String head) {
        return head.lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring("content-length:".length()).strip())).findFirst().orElseThrow();
    }

    private int more(int had) throws IOException {
        InputStream in = socket.getInputStream();
        int read = in.read(buffer, had, buffer.length - had);
        if (read < 0) {
            throw new EOFException("the server closed a keep-alive connection");
        }
        return read;
    }

    /** So many requests, one after the other; fewer where a server takes its time (jdk.httpserver of 17: 40 ms each, by Nagle). Returns how many. */
    int ask(int requests) throws IOException {
        long endNs = System.nanoTime() + LIMIT_NS;
        int asked = 0;
        while (asked < requests && System.nanoTime() < endNs) {
            socket.getOutputStream().write(REQUEST);
            for (int had = 0; had < answerBytes;) {
                had += more(had);
            }
            asked++;
        }
        return asked;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
