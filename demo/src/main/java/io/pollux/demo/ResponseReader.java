package io.pollux.demo;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import java.util.Locale;

/** Finds the end of HTTP/1.1 responses that say their length, however the network cuts them. */
final class ResponseReader {
    private final StringBuilder head = new StringBuilder();
    private int bodyLeft = -1; // -1: still in the head

    /**
     * Takes more bytes of the stream.
     *
     * @return whether the response is complete; the next byte then belongs to the next response
     * @throws ProtocolException if the status is not 200, the length is missing, or bytes follow that nobody asked for
     */
    boolean accept(ByteBuffer bytes) throws ProtocolException {
        while (bodyLeft < 0 && bytes.hasRemaining()) {
            head.append((char) (bytes.get() & 0xff));
            if (endsHead()) {
                bodyLeft = contentLength();
                head.setLength(0);
            }
        }
        if (bodyLeft < 0) {
            return false;
        }
        if (bytes.remaining() > bodyLeft) {
            throw new ProtocolException((bytes.remaining() - bodyLeft) + " bytes after the end of the response");
        }
        bodyLeft -= bytes.remaining();
        bytes.position(bytes.limit());
        if (bodyLeft > 0) {
            return false;
        }
        bodyLeft = -1;
        return true;
    }

    private boolean endsHead() {
        int n = head.length();
        return n >= 4 && head.charAt(n - 1) == '\n' && head.charAt(n - 2) == '\r'
                && head.charAt(n - 3) == '\n' && head.charAt(n - 4) == '\r';
    }

    private int contentLength() throws ProtocolException {
        String[] lines = head.toString().split("\r\n");
        if (!lines[0].startsWith("HTTP/1.1 200")) {
            throw new ProtocolException("status line: " + lines[0]);
        }
        for (String line : lines) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                return Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
            }
        }
        throw new ProtocolException("no Content-Length");
    }
}
