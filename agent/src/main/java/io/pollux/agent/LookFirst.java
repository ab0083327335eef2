package io.pollux.agent;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import java.io.IOException;
import java.io.OutputStream;

/** A resource that shows what is only known when looked for. */
record LookFirst(Runnable look, Resource resource) implements Resource {
    @Override
    public String contentType(String accept) {
        return resource.contentType(accept);
    }

    @Override
    public void write(Query query, OutputStream out) throws IOException {
        look.run();
        resource.write(query, out);
    }
}
