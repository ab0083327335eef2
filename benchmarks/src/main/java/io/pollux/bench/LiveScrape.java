package io.pollux.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a scrape takes over HTTP, of a JVM with as many real connections to itself as it may open. */
public final class LiveScrape {
    private static final int SCRAPES = 31;
    /** What a JVM, its agent and the listener open besides. */
    private static final int OTHERS = 150;
    private static final List<String> PAGES = List.of("/metrics", "/metrics/fds", "/api/fds?limit=100");

    private LiveScrape() {
    }

    /** @param args the page to write to, the agent's jar */
    public static void main(String[] args) throws IOException, InterruptedException {
        int port = freePort();
        Process jvm = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-javaagent:" + Path.of(args[1]).toAbsolutePath() + "=port=" + port, "-cp", System.getProperty("java.class.path"),
                Connections.class.getName()).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.UTF_8))) {
            String descriptors = said.readLine();
            String table = table(port, Integer.parseInt(descriptors));
            System.out.println(table);
            new Page(Path.of(args[0])).replace("scrape-live", Machine.describe() + ", load average " + Machine.load() + "\n\n" + table);
        } finally {
            jvm.destroy();
            jvm.waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String table(int port, int descriptors) throws IOException {
        StringBuilder table = new StringBuilder("""
                | page | descriptors | coding | median | slowest of 31 | on the wire |
                | --- | ---: | --- | ---: | ---: | ---: |
                """);
        for (String page : PAGES) {
            for (String coding : List.of("identity", "gzip")) {
                List<Scraped> scrapes = new ArrayList<>();
                for (int i = 0; i < SCRAPES; i++) {
                    scrapes.add(scrape(port, page, coding));
                }
                Spread ms = Spread.of(scrapes, Scraped::ms);
                table.append(String.format(Locale.ROOT, "| `%s` | %,d | %s | **%.1f ms** | %.1f ms | %,d kB |%n", page, descriptors, coding, ms.median(),
                        ms.highest(), scrapes.get(0).bytes() / 1000));
            }
        }
        return table.toString();
    }

    private static Scraped scrape(int port, String page, String coding) throws IOException {
        long start = System.nanoTime();
        HttpURLConnection http = (HttpURLConnection) URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
        http.setRequestProperty("Accept-Encoding", coding);
        try (InputStream in = http.getInputStream()) {
            int bytes = in.readAllBytes().length;
            return new Scraped((System.nanoTime() - start) / 1e6, bytes);
        }
    }

    private record Scraped(double ms, int bytes) {
    }

    /** The process that is scraped: connects to itself until it may open no more, says how many descriptors that makes, and waits. */
    static final class Connections {
        private static final List<SocketChannel> HELD = new ArrayList<>();

        private Connections() {
        }

        public static void main(String[] args) throws IOException, InterruptedException {
            try (ServerSocketChannel listener = ServerSocketChannel.open()) {
                listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 64);
                long limit = limit() - OTHERS;
                while (HELD.size() + 2 <= limit) {
                    HELD.add(SocketChannel.open(listener.getLocalAddress()));
                    HELD.add(listener.accept());
                }
                System.out.println(HELD.size());
                Thread.currentThread().join();
            }
        }

        /** The JVM raises the soft limit to the hard one by itself (-XX:+MaxFDLimit). */
        private static long limit() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/limits")).stream().filter(line -> line.startsWith("Max open files"))
                    .mapToLong(line -> Long.parseLong(line.split("\\s{2,}")[1])).findFirst().orElseThrow();
        }
    }
}
