package io.pollux.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Tomcat in a JVM of its own. Closing it ends the JVM and removes its directory. */
public final class TomcatProcess implements AutoCloseable {
    private static final String LOG = "tomcat.log";

    private final Path directory;
    private final Process process;
    private final int port;
    private final String description;

    private TomcatProcess(Path directory, Process process, int port, String description) {
        this.directory = directory;
        this.process = process;
        this.port = port;
        this.description = description;
    }

    /**
     * Starts Tomcat on the JDK and class path of this program, and waits until it answers.
     *
     * @throws IOException if it ends before it is ready; the message carries the last lines it wrote
     */
    public static TomcatProcess start() throws IOException {
        return start(List.of());
    }

    /**
     * The same, with arguments for its JVM.
     *
     * @throws IOException as above
     */
    public static TomcatProcess start(List<String> jvmArguments) throws IOException {
        Path directory = Files.createTempDirectory("pollux-demo-");
        Path log = directory.resolve(LOG);
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), TomcatMain.class.getName(), directory.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .start();
        // Also on Ctrl-C, when nobody gets to call close().
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, directory)));
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = out.readLine();
        if (line == null) {
            throw new IOException("Tomcat did not start:\n" + lastLines(log));
        }
        String[] words = line.split(" ", 3);
        return new TomcatProcess(directory, process, Integer.parseInt(words[1]), words[2]);
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Name and version, as Tomcat gives them. */
    public String description() {
        return description;
    }

    @Override
    public void close() {
        end(process, directory);
    }

    private static void end(Process process, Path directory) {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
            remove(directory);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The end of what it wrote to its standard error: its own log, and what an agent has to say. */
    String lastLines() throws IOException {
        return lastLines(directory.resolve(LOG));
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }
}
