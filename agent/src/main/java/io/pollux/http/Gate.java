package io.pollux.http;

import io.pollux.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * Every request passes here: a Host that is ours, credentials where they are asked for, GET and HEAD alone, a path that is known;
 * security headers on every answer, gzip where it is accepted. A failure of a page is a clean 500. Any thread, several at once.
 */
final class Gate {
    /** Below this, gzip's own frame costs more than it saves. */
    private static final int WORTH_ZIPPING = 860;

    /** What the live page needs, and nothing from anywhere else: no inline script, no inline style, no frame. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Function<String, Resource> resources;
    private final HostCheck hosts;
    private final Credentials credentials;

    /** @param credentials null: none are asked for */
    Gate(Function<String, Resource> resources, HostCheck hosts, Credentials credentials) {
        this.resources = resources;
        this.hosts = hosts;
        this.credentials = credentials;
    }

    Response answer(Request request) {
        if (!hosts.admits(request.headers().get("host"))) {
            return refuse(403, "this Host is not served; use the address, localhost, or the name given as host=");
        }
        if (credentials != null && !credentials.admit(request.headers().get("authorization"))) {
            Response refused = refuse(401, "this needs a user and a password");
            refused.headers().put("WWW-Authenticate", "Basic realm=\"pollux\", charset=\"UTF-8\"");
            return refused;
        }
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            Response refused = refuse(405, "only GET and HEAD are served");
            refused.headers().put("Allow", "GET, HEAD");
            return refused;
        }
        Resource resource = resources.apply(request.path());
        return resource == null ? refuse(404, "nothing here; / says where things are") : serve(request, resource);
    }

    private static Response serve(Request request, Resource resource) {
        String accept = request.header("accept");
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try {
            resource.write(Query.of(accept, request.query()), body);
            return response(200, resource.contentType(accept), body.toByteArray(), acceptsGzip(request.header("accept-encoding")));
        } catch (BadParameter e) {
            return refuse(400, e.getMessage());
        } catch (IOException | RuntimeException | LinkageError e) {
            return refuse(500, "this page failed: " + e);
        }
    }

    /** {@code {"error":"…"}}: the reason for people and programs alike. */
    static Response refuse(int status, String reason) {
        try {
            StringBuilder json = new StringBuilder();
            new JsonWriter(json).beginObject().name("error").value(reason).endObject();
            return response(status, "application/json", json.append('\n').toString().getBytes(StandardCharsets.UTF_8), false);
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder takes everything", e);
        }
    }

    private static Response response(int status, String contentType, byte[] plain, boolean zipped) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Vary", "Accept, Accept-Encoding");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("X-Frame-Options", "DENY");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Content-Security-Policy", POLICY);
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put("Cache-Control", "no-store");
        boolean zip = zipped && plain.length >= WORTH_ZIPPING;
        if (zip) {
            headers.put("Content-Encoding", "gzip");
        }
        return new Response(status, headers, zip ? zip(plain) : plain);
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
}
