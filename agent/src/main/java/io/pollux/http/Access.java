package io.pollux.http;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/**
 * Who is let in, and by what.
 *
 * @param credentials null: everybody who reaches the address
 * @param tls         null: plain HTTP
 */
public record Access(Credentials credentials, SSLContext tls) {
    /** Everybody, in the clear. */
    public static final Access OPEN = new Access(null, null);

    /**
     * As the options have it; an empty one is off.
     *
     * @param auth     file of user:password lines
     * @param keystore PKCS12 or JKS, with one key
     * @param password file with its password
     * @throws IOException in words for people: then nothing must be served
     */
    public static Access of(String auth, String keystore, String password) throws IOException {
        return new Access(auth.isEmpty() ? null : Credentials.read(Path.of(auth)),
                keystore.isEmpty() ? null : Tls.context(Path.of(keystore), password));
    }
}
