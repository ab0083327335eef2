package io.pollux.http;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** A page of JSON, made anew for each request. */
public record Json(Body body) implements Resource {
    /** Writes the document that a query asks for. */
    public interface Body {
        void write(Query query, Appendable out) throws IOException;
    }

    @Override
    public String contentType(String accept) {
        return "application/json";
    }

    @Override
    public void write(Query query, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        body.write(query, writer);
        writer.flush();
    }
}
