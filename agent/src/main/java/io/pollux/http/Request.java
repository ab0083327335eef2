package io.pollux.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of one request (RFC 9112), read strictly: what is doubtful is refused. A body is never read.
 *
 * @param method  as it was sent
 * @param path    decoded, begins with a slash
 * @param query   what stands after the question mark, as it was sent; null: nothing
 * @param headers by name in small letters; of equal names the first, but two Hosts are refused
 */
record Request(String method, String path, String query, Map<String, String> headers) {
    /** Request line and headers together. */
    static final int MOST_BYTES = 8192;

    /** A request that is answered with this status and nothing else. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final int status;

        Refused(int status, String reason) {
            super(reason, null, false, false);
            this.status = status;
        }
    }

    /** Reads up to the empty line. Null: the client has said nothing, and closed. */
    static Request read(InputStream in) throws IOException, Refused {
        byte[] head = new byte[MOST_BYTES];
        int used = 0;
        for (int n; (n = in.read(head, used, head.length - used)) > 0;) {
            used += n;
            int end = end(head, used);
            if (end >= 0) {
                return parse(new String(head, 0, end, StandardCharsets.ISO_8859_1));
            }
            if (used == head.length) {
                throw new Refused(431, "the request's head is longer than " + MOST_BYTES + " bytes");
            }
        }
        if (used == 0) {
            return null;
        }
        throw new Refused(400, "the request ends in its head");
    }

    /** Where the empty line begins, -1: not there yet. */
    private static int end(byte[] head, int used) {
        for (int i = 3; i < used; i++) {
            if (head[i] == '\n' && head[i - 1] == '\r' && head[i - 2] == '\n' && head[i - 3] == '\r') {
                return i - 3;
            }
        }
        return -1;
    }

    private static Request parse(String head) throws Refused {
        String[] lines = head.split("\r\n", -1);
        String[] line = lines[0].split(" ", -1);
        if (line.length != 3 || !isToken(line[0]) || !line[2].matches("HTTP/1\\.[01]")) {
            throw new Refused(400, "the request's first line is none of HTTP/1.1");
        }
        if (!line[1].startsWith("/") || !isPrintable(line[1])) {
            throw new Refused(400, "the request's target is no path");
        }
        int mark = line[1].indexOf('?');
        String path = decode(mark < 0 ? line[1] : line[1].substring(0, mark));
        return new Request(line[0], path, mark < 0 ? null : line[1].substring(mark + 1), headers(lines));
    }

    private static String decode(String path) throws Refused {
        try {
            return Query.decode(path.replace("+", "%2B"));
        } catch (BadParameter e) {
            throw new Refused(400, e.getMessage());
        }
    }

    private static Map<String, String> headers(String[] lines) throws Refused {
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon <= 0 || !isToken(lines[i].substring(0, colon)) || !isValue(lines[i])) {
                throw new Refused(400, "header line " + i + " is none");
            }
            String name = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
            if (headers.putIfAbsent(name, lines[i].substring(colon + 1).trim()) != null && name.equals("host")) {
                throw new Refused(400, "two Hosts");
            }
        }
        return headers;
    }

    /** A token of RFC 9110, 5.6.2. */
    private static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "!#$%&'*+-.^_`|~".indexOf(c) >= 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    private static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    /** No control characters: neither a lone CR nor LF that another server may take for an end of line, nor NUL. */
    private static boolean isValue(String line) {
        return line.chars().allMatch(c -> c >= ' ' && c != 0x7f || c == '\t');
    }

    /** A header, empty where it was not sent. */
    String header(String name) {
        return headers.getOrDefault(name, "");
    }
}
