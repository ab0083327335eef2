package io.pollux.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is let in: passwords, TLS, and the files that both come from. */
class AccessTest {
    @TempDir
    private Path directory;

    private Path file(String contents, String permissions) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "secret", ""), contents);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private static String basic(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void admitsTheUsersOfTheFileAlone() throws Exception {
        Credentials credentials = Credentials.read(file("ann:seven:of:nine\n\n bob:sha256:" + sha256("seven") + " \n", "rw-------"));
        assertThat(credentials.admit(basic("ann:seven:of:nine"))).isTrue();
        assertThat(credentials.admit(basic("bob:seven"))).isTrue();
        for (String wrong : List.of("ann:seven", "ann:", "ann", "bob:sha256:" + sha256("seven"), "eve:seven", ":", "")) {
            assertThat(credentials.admit(basic(wrong))).as(wrong).isFalse();
        }
        assertThat(credentials.admit(null)).isFalse();
        assertThat(credentials.admit("Basic !!")).isFalse();
        assertThat(credentials.admit("Bearer " + basic("bob:seven").substring(6))).isFalse();
    }

    private static String sha256(String text) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void refusesFilesThatOthersMayRead() throws IOException {
        for (String permissions : List.of("rw-r-----", "rw----r--", "rw--w----")) {
            String path = file("ann:seven", permissions).toString();
            assertThatThrownBy(() -> Access.of(path, "", "")).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
        }
    }

    @Test
    void refusesFilesThatNameNobody() throws IOException {
        for (String contents : List.of("", "\n", "ann", ":seven", "ann:", "ann:sha256:12")) {
            String path = file(contents, "rw-------").toString();
            assertThatThrownBy(() -> Access.of(path, "", "")).as(contents).isInstanceOf(IOException.class).hasMessageContaining(path);
        }
        assertThatThrownBy(() -> Access.of(directory + "/none", "", "")).isInstanceOf(IOException.class).hasMessageContaining("can't be read");
    }

    @Test
    void asksForThePasswordBeforeAnythingElse() throws IOException {
        Server server = Server.start("127.0.0.1", 0, path -> path.equals("/") ? new Text("text/plain", "seven") : null,
                Access.of(file("ann:secret", "rw-------").toString(), "", ""), () -> { });
        try {
            assertThat(ask(plain(server), "")).startsWith("HTTP/1.1 401 ").contains("WWW-Authenticate: Basic realm=\"pollux\"").doesNotContain("seven");
            assertThat(ask(plain(server), "Authorization: " + basic("ann:wrong") + "\r\n")).startsWith("HTTP/1.1 401 ");
            assertThat(ask(plain(server), "Authorization: " + basic("ann:secret") + "\r\n")).startsWith("HTTP/1.1 200 ").endsWith("seven");
        } finally {
            server.stop();
        }
    }

    @Test
    void servesByTlsWithTheKeystoresCertificate() throws Exception {
        Path store = keystore();
        Server server = Server.start("127.0.0.1", 0, path -> new Text("text/plain", "seven"),
                Access.of("", store.toString(), file("changeit\n", "rw-------").toString()), () -> { });
        try {
            assertThat(ask(trusting(store).getSocketFactory().createSocket("127.0.0.1", server.port()), "")).startsWith("HTTP/1.1 200 ").endsWith("seven");
            assertThat(ask(plain(server), "")).doesNotContain("seven");
            assertThat(ask(trusting(store).getSocketFactory().createSocket("127.0.0.1", server.port()), "")).endsWith("seven");
        } finally {
            assertThat(server.stop()).isEmpty();
        }
    }

    @Test
    void refusesAKeystoreThatDoesNotOpen() throws Exception {
        String store = keystore().toString();
        String wrong = file("wrong", "rw-------").toString();
        assertThatThrownBy(() -> Access.of("", store, wrong)).isInstanceOf(IOException.class).hasMessageContaining(store);
        assertThatThrownBy(() -> Access.of("", directory + "/none", wrong)).isInstanceOf(IOException.class).hasMessageContaining("/none");
    }

    private Path keystore() throws Exception {
        Path store = directory.resolve("store" + System.nanoTime() + ".p12");
        Process keytool = new ProcessBuilder(System.getProperty("java.home") + "/bin/keytool", "-genkeypair", "-alias", "pollux", "-keyalg", "EC", "-dname",
                "CN=localhost", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit").redirectErrorStream(true).start();
        keytool.getInputStream().transferTo(System.out);
        assertThat(keytool.waitFor()).isZero();
        return store;
    }

    private static SSLContext trusting(Path keystore) throws Exception {
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("pollux", KeyStore.getInstance(keystore.toFile(), "changeit".toCharArray()).getCertificate("pollux"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(certificates);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static Socket plain(Server server) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), server.port());
    }

    private static String ask(Socket socket, String headers) throws IOException {
        try (socket) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException e) {
            return "reset";
        }
    }
}
