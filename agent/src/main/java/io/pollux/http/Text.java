package io.pollux.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A page that never changes. */
public record Text(String type, String text) implements Resource {
    @Override
    public String contentType(String accept) {
        return type;
    }

    @Override
    public void write(Query query, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
