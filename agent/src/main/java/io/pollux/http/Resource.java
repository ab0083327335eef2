package io.pollux.http;

import java.io.IOException;
import java.io.OutputStream;

/** What stands behind a path. */
public interface Resource {
    /** The media type of the answer to a request with this Accept header (empty: none was sent). */
    String contentType(String accept);

    /**
     * Writes the answer in the media type chosen for the query's {@code accept}. Any thread, several at once.
     *
     * @throws BadParameter answered by 400 and its message
     */
    void write(Query query, OutputStream out) throws IOException;
}
