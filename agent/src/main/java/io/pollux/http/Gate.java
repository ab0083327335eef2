package io.pollux.http;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.pollux.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * Every request passes here: GET and HEAD alone, a Host that is ours, a path that is known; security headers on every answer,
 * gzip where it is accepted. An answer is made whole before its first byte is sent, so a failure is a clean 500.
 */
final class Gate implements HttpHandler {
    /** Below this, gzip's own frame costs more than it saves. */
    private static final int WORTH_ZIPPING = 860;

    /** What the live page needs, and nothing from anywhere else: no inline script, no inline style, no frame. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Function<String, Resource> resources;
    private final HostCheck hosts;
    /** Read by each answer until its last byte is sent; written by who closes, and never given back. */
    private final ReadWriteLock open = new ReentrantReadWriteLock();

    Gate(Function<String, Resource> resources, HostCheck hosts) {
        this.resources = resources;
        this.hosts = hosts;
    }

    /** Lets answers that have begun come to their end, for a while, and none begin: what is asked for afterwards gets none at all. */
    void close(long limitMs) {
        try {
            open.writeLock().tryLock(limitMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!open.readLock().tryLock()) {
                return;
            }
            try {
                answer(exchange);
            } finally {
                open.readLock().unlock();
            }
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Content-Security-Policy", POLICY);
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        admit(exchange);
    }

    private void admit(HttpExchange exchange) throws IOException {
        String method = exchange.getRequestMethod();
        Resource resource = resources.apply(exchange.getRequestURI().getPath());
        if (!hosts.admits(exchange.getRequestHeaders().getFirst("Host"))) {
            refuse(exchange, 403, "this Host is not served; use the address, localhost, or the name given as host=");
        } else if (!method.equals("GET") && !method.equals("HEAD")) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            refuse(exchange, 405, "only GET and HEAD are served");
        } else if (resource == null) {
            refuse(exchange, 404, "nothing here; / says where things are");
        } else {
            serve(exchange, resource);
        }
    }

    private void serve(HttpExchange exchange, Resource resource) throws IOException {
        String accept = header(exchange, "Accept");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            resource.write(Query.of(accept, exchange.getRequestURI().getRawQuery()), body);
        } catch (BadParameter e) {
            refuse(exchange, 400, e.getMessage());
            return;
        } catch (IOException | RuntimeException | LinkageError e) {
            refuse(exchange, 500, "this page failed: " + e);
            return;
        }
        send(exchange, 200, resource.contentType(accept), body.toByteArray());
    }

    /** {@code {"error":"…"}}: the reason for people and programs alike. */
    private static void refuse(HttpExchange exchange, int status, String reason) throws IOException {
        StringBuilder json = new StringBuilder();
        new JsonWriter(json).beginObject().name("error").value(reason).endObject();
        send(exchange, status, "application/json", json.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String contentType, byte[] plain) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", contentType);
        headers.set("Vary", "Accept, Accept-Encoding");
        byte[] body = plain;
        if (plain.length >= WORTH_ZIPPING && acceptsGzip(header(exchange, "Accept-Encoding"))) {
            headers.set("Content-Encoding", "gzip");
            body = zip(plain);
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            // The server logs a warning into the application's log when it is told the length of a HEAD's answer.
            headers.set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static byte[] zip(byte[] plain) throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    static boolean acceptsGzip(String acceptEncoding) {
        for (String coding : acceptEncoding.split(",")) {
            String[] parts = coding.trim().split("\\s*;\\s*q=", 2);
            if (parts[0].equalsIgnoreCase("gzip")) {
                return parts.length == 1 || !parts[1].matches("0(\\.0*)?");
            }
        }
        return false;
    }

    private static String header(HttpExchange exchange, String name) {
        String value = exchange.getRequestHeaders().getFirst(name);
        return value == null ? "" : value;
    }
}
