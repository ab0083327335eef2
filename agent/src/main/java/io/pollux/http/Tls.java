package io.pollux.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** TLS from a keystore. */
final class Tls {
    private Tls() {
    }

    /**
     * A context that shows the keystore's certificate; protocols and ciphers are the JDK's defaults.
     *
     * @param password file with the password of store and key, readable by its owner alone; empty: the store has none
     * @throws IOException in words for people
     */
    static SSLContext context(Path keystore, String password) throws IOException {
        List<String> lines = password.isEmpty() ? List.of("") : SecretFile.lines(Path.of(password));
        if (lines.isEmpty()) {
            throw new IOException(password + " is empty");
        }
        if (!Files.isReadable(keystore)) {
            throw new IOException("the keystore " + keystore + " can't be read");
        }
        char[] secret = lines.get(0).toCharArray();
        try {
            KeyStore store = KeyStore.getInstance(keystore.toFile(), secret);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(store, secret);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IOException("the keystore " + keystore + " can't be opened (" + e.getMessage() + "); is its password in passfile=?");
        }
    }
}
