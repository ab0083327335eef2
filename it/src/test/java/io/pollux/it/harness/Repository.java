package io.pollux.it.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where things are in this repository, and the lists that stand there once. */
public final class Repository {
    private static final Path ROOT = Path.of(System.getProperty("pollux.root", "..")).toAbsolutePath().normalize();
    private static final Pattern ENGINE = Pattern.compile("^ENGINE\\(\\w+,\\s*\"([^\"]+)\"\\)", Pattern.MULTILINE);

    private Repository() {
    }

    /** The top of the source tree. */
    public static Path root() {
        return ROOT;
    }

    /** The packaged agent, which is also the command line. */
    public static Path jar() {
        return ROOT.resolve("agent/target/pollux.jar");
    }

    /** Class path of the victims. */
    public static Path victims() {
        return Path.of(System.getProperty("victims.classes", ROOT.resolve("it/target/classes").toString()));
    }

    /** The jars of it/jars, a directory each. */
    public static Path jars() {
        return ROOT.resolve("it/target/jars");
    }

    /** Names of all engines that this kernel runs, from engines.def. */
    public static List<String> engines() {
        try {
            Matcher engines = ENGINE.matcher(Files.readString(ROOT.resolve("native-probe/src/engines.def")));
            boolean io = hasIoUring();
            return engines.results().map(r -> r.group(1)).filter(name -> io || !name.equals("io_uring")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Not where it is switched off for all, or a seccomp filter (a container's, as a rule) may forbid it. */
    private static boolean hasIoUring() throws IOException {
        Path disabled = Path.of("/proc/sys/kernel/io_uring_disabled");
        boolean filtered = Files.readAllLines(Path.of("/proc/self/status")).stream().anyMatch(line -> line.matches("Seccomp:\\s*[12]"));
        return !filtered && Files.exists(disabled) && Files.readString(disabled).trim().equals("0");
    }
}
