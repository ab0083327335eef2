package io.pollux.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.it.harness.Grid;
import io.pollux.it.harness.Jdk;
import io.pollux.it.harness.Outcome;
import io.pollux.it.harness.Pollux;
import io.pollux.it.harness.ProcFs;
import io.pollux.it.harness.Serving;
import io.pollux.it.harness.Victim;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who can see what Pollux shows, and what a bad client can do to the process: nothing. */
class SecurityIT {
    private static final List<String> SPECS = List.of("selector:fixed:direct:inet");
    private static final int WORKERS = 4;

    @TempDir
    private Path directory;

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void ledgerIsReadableByItsOwnerAloneAndHttpOnLoopbackAlone(Jdk jdk) throws Exception {
        try (Serving serving = serving(jdk)) {
            Victim victim = serving.victim();
            Pollux.on(jdk).attach(victim).ok();
            int ledger = ProcFs.descriptors(victim.pid()).entrySet().stream().filter(e -> e.getValue().startsWith("/memfd:pollux")).findAny().orElseThrow().getKey();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of("/proc/" + victim.pid() + "/fd/" + ledger)))).isEqualTo("rw-------");
            assertThat(url(victim).getHost()).isEqualTo("127.0.0.1");
            assertThat(ask(url(victim), "")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(url(victim), "", "rebound.example")).startsWith("HTTP/1.1 403 ");
            serving.talk(11, 97);
            victim.quit();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void passwordAndTlsAreAskedForAndAnOpenPasswordFileMeansNoHttp(Jdk jdk) throws Exception {
        try (Serving serving = serving(jdk)) {
            Victim victim = serving.victim();
            Outcome refused = Pollux.on(jdk).attach(victim, "auth=" + secret("ann:seven", "rw-r--r--"));
            assertThat(refused.status()).isZero();
            assertThat(String.join("\n", refused.err())).contains("chmod 600", "no HTTP");
            assertThat(Pollux.on(jdk).status(victim).path("facts").path("url").asText()).isEmpty();
            Pollux.on(jdk).attach(victim, "auth=" + secret("ann:seven", "rw-------"), "keystore=" + keystore(jdk), "passfile=" + secret("changeit", "rw-------")).ok();
            assertThat(url(victim).getScheme()).isEqualTo("https");
            assertThat(ask(url(victim), "")).startsWith("HTTP/1.1 401 ");
            String basic = Base64.getEncoder().encodeToString("ann:seven".getBytes(StandardCharsets.UTF_8));
            assertThat(ask(url(victim), "Authorization: Basic " + basic + "\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(Pollux.on(jdk).fds(victim).rows()).isNotEmpty();
            serving.talk(11, 97);
            Pollux.on(jdk).detach(victim).ok();
            victim.quit();
        }
    }

    /** Silent clients (slowloris): the process holds no more descriptors for them than there are workers, and cuts them. */
    @ParameterizedTest(name = "{0}")
    @MethodSource(Grid.JDKS)
    void slowClientsCostFourDescriptorsAndAreCut(Jdk jdk) throws Exception {
        try (Serving serving = serving(jdk)) {
            Victim victim = serving.victim();
            Pollux.on(jdk).attach(victim).ok();
            URI url = url(victim);
            ask(url, "");
            Serving.settle(() -> assertThat(ask(url, "")).startsWith("HTTP/1.1 200 "));
            int before = ProcFs.descriptors(victim.pid()).size();
            List<Socket> silent = new ArrayList<>();
            for (int i = 0; i < 11; i++) {
                silent.add(new Socket(InetAddress.getLoopbackAddress(), url.getPort()));
                silent.get(i).getOutputStream().write("GET / HTTP/1.1\r\nHost: lo".getBytes(StandardCharsets.US_ASCII));
            }
            serving.talk(101, 97);
            assertThat(ProcFs.descriptors(victim.pid()).size()).isLessThanOrEqualTo(before + WORKERS);
            assertThat(endOf(silent.get(0))).isTrue();
            for (Socket socket : silent)
                socket.close();
            Serving.settle(() -> assertThat(ask(url, "")).startsWith("HTTP/1.1 200 "));
            Pollux.on(jdk).detach(victim).ok();
            victim.quit();
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        socket.setSoTimeout(60_000);
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    private static Serving serving(Jdk jdk) throws IOException {
        return Serving.start(Serving.launch(jdk), SPECS).connect(1);
    }

    private static URI url(Victim victim) throws Exception {
        return URI.create(Pollux.on(victim.jdk()).status(victim).path("facts").path("url").asText());
    }

    private static String ask(URI url, String headers) throws Exception {
        return ask(url, headers, "localhost");
    }

    private static String ask(URI url, String headers, String host) throws Exception {
        try (Socket socket = url.getScheme().equals("https") ? trusting().createSocket(url.getHost(), url.getPort()) : new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET /-/healthy HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private static SSLSocketFactory trusting() throws Exception {
        X509TrustManager all = new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {
            }

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {
            }

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        };
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {all}, null);
        return context.getSocketFactory();
    }

    private Path secret(String contents, String permissions) throws IOException {
        Path file = Files.writeString(Files.createTempFile(directory, "secret", ""), contents);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    private Path keystore(Jdk jdk) throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(jdk.home() + "/bin/keytool", "-genkeypair", "-alias", "pollux", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
                "-keystore", store.toString(), "-storepass", "changeit").inheritIO().start();
        assertThat(keytool.waitFor()).isZero();
        return store;
    }
}
