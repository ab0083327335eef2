package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import io.pollux.bench.sample.SampleMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sample server under a variant, in a JVM of its own. Closing it ends the JVM. */
final class ServerProcess implements AutoCloseable {
    private final Variant variant;
    private final Process process;
    private final BufferedReader answers;
    private final Map<String, String> places;
    private final int port;
    private final double startSeconds;

    private ServerProcess(Variant variant, Process process, Map<String, String> places, long begunNs) throws IOException {
        this.variant = variant;
        this.process = process;
        this.places = places;
        this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        places.put("pid", Long.toString(process.pid()));
        this.port = ready();
        this.startSeconds = (System.nanoTime() - begunNs) / 1e9;
    }

    /**
     * Starts the server on the JDK of this program, and waits until it listens.
     *
     * @param root of the sources, built
     * @throws IOException if it ends before it is ready
     */
    static ServerProcess start(Sample sample, Variant variant, Path root) throws IOException {
        Map<String, String> places = new LinkedHashMap<>();
        places.put("root", root.toString());
        places.put("pollux", root.resolve("agent/target/pollux.jar").toString());
        places.put("agents", root.resolve("benchmarks/target/agents").toString());
        places.put("port", Integer.toString(freePort()));
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xms256m", "-Xmx256m"));
        command.addAll(Variant.filled(variant.jvm(), places));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), SampleMain.class.getName(), sample.name()));
        Path log = Files.createTempFile("pollux-bench-", ".log");
        log.toFile().deleteOnExit();
        long begunNs = System.nanoTime();
        Process process = new ProcessBuilder(command).redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        try {
            ServerProcess server = new ServerProcess(variant, process, places, begunNs);
            server.runOnce();
            return server;
        } catch (IOException e) {
            throw new IOException(command + " did not start:\n" + Files.readString(log), e);
        }
    }

    private void runOnce() throws IOException {
        List<String> command = Variant.filled(variant.once(), places);
        if (command.isEmpty()) {
            return;
        }
        Process once = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(once.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (once.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Agents may have their say before. */
    private int ready() throws IOException {
        for (String line = answers.readLine(); line != null; line = answers.readLine()) {
            if (line.startsWith("ready ")) {
                return Integer.parseInt(line.substring("ready ".length()));
            }
        }
        throw new IOException("it ended");
    }

    long pid() {
        return process.pid();
    }

    int port() {
        return port;
    }

    /** From the start of the JVM until it listened. */
    double startSeconds() {
        return startSeconds;
    }

    /** Bytes that its threads have allocated up to now. */
    long allocatedBytes() throws IOException {
        process.outputWriter().write("\n");
        process.outputWriter().flush();
        String line = answers.readLine();
        while (!line.matches("\\d+")) {
            line = answers.readLine();
        }
        return Long.parseLong(line);
    }

    /** User and system time up to now. */
    double cpuSeconds() {
        return process.info().totalCpuDuration().orElseThrow().toNanos() / 1e9;
    }

    /** Resident memory now. */
    double residentMiB() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream().filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", ""))).findFirst().orElseThrow() / 1024.0;
    }

    /** What runs beside it under its variant. */
    Beside beside() throws IOException {
        return Beside.of(Variant.filled(variant.beside(), places));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
