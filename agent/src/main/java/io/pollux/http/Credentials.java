package io.pollux.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Users and their passwords, for HTTP basic authentication (RFC 7617). A file has a line each, {@code user:password} or
 * {@code user:sha256:HEX}; it must be readable by its owner alone. Only digests are kept. Thread-safe.
 */
final class Credentials {
    private static final String HASHED = "sha256:";

    private final Map<String, byte[]> digests = new HashMap<>();

    private Credentials() {
    }

    /** Throws IOException, in words for people, where it can't be used. */
    static Credentials read(Path file) throws IOException {
        return of(SecretFile.lines(file), file.toString());
    }

    static Credentials of(List<String> lines, String where) throws IOException {
        Credentials credentials = new Credentials();
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon <= 0 || colon == line.length() - 1) {
                throw new IOException(where + " has a line that is no user:password");
            }
            credentials.digests.put(line.substring(0, colon), stored(line.substring(colon + 1), where));
        }
        if (credentials.digests.isEmpty()) {
            throw new IOException(where + " names no user");
        }
        return credentials;
    }

    private static byte[] stored(String password, String where) throws IOException {
        if (!password.startsWith(HASHED)) {
            return digest(password);
        }
        try {
            byte[] digest = HexFormat.of().parseHex(password.substring(HASHED.length()));
            if (digest.length == 32) {
                return digest;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw new IOException(where + " has a sha256 that is not 64 hexadecimal digits");
    }

    /** @param header the Authorization header; null when there is none */
    boolean admit(String header) {
        if (header == null || !header.regionMatches(true, 0, "Basic ", 0, 6)) {
            return false;
        }
        String given;
        try {
            given = new String(Base64.getDecoder().decode(header.substring(6).strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return false;
        }
        int colon = given.indexOf(':');
        byte[] expected = colon < 0 ? null : digests.get(given.substring(0, colon));
        // Compared in any case, and in constant time: how long it takes tells neither users nor passwords.
        boolean same = MessageDigest.isEqual(digest(given.substring(colon + 1)), expected == null ? new byte[32] : expected);
        return same && expected != null;
    }

    private static byte[] digest(String password) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
