package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * pollux.jar where a JVM can open it: the jar itself, or a copy for a JVM that sees another file system (a container), put there through
 * {@code /proc/<pid>/root} and deleted once the JVM has it open.
 */
final class Delivery implements Closeable {
    private static final List<String> DIRECTORIES = List.of("/tmp", "/dev/shm", "/var/tmp", "/run", "/");

    private final Path seenHere;
    private final Path seenThere;

    private Delivery(Path seenHere, Path seenThere) {
        this.seenHere = seenHere;
        this.seenThere = seenThere;
    }

    /** Throws {@link CliException} where there is no place to put it. */
    static Delivery to(long pid) {
        Path jar = OwnJar.path();
        Proc proc = new Proc(pid);
        if (!proc.files().areOthers() || isThere(proc, jar)) {
            return new Delivery(null, jar);
        }
        List<String> objections = new ArrayList<>();
        for (String directory : DIRECTORIES) {
            try {
                return copy(jar, proc, Path.of(directory, "pollux-" + Long.toHexString(System.nanoTime()) + ".jar"));
            } catch (IOException e) {
                objections.add(directory + " (" + e.getClass().getSimpleName() + ")");
            }
        }
        throw new CliException(ExitCode.REFUSED, "no directory in the container of process " + pid + " takes a copy of pollux.jar: "
                + String.join(", ", objections) + "; put it into the image and start with -javaagent");
    }

    private static boolean isThere(Proc proc, Path jar) {
        try {
            return Files.isSameFile(there(proc, jar), jar);
        } catch (IOException e) {
            return false;
        }
    }

    private static Delivery copy(Path jar, Proc proc, Path path) throws IOException {
        Path copy = there(proc, path);
        Delivery delivery = new Delivery(copy, path);
        try {
            Files.copy(jar, copy, StandardCopyOption.COPY_ATTRIBUTES);
            Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            delivery.close();
            throw e;
        }
        return delivery;
    }

    private static Path there(Proc proc, Path path) {
        return proc.files().root().resolve(path.toString().substring(1));
    }

    /** As the JVM sees it. */
    String path() {
        return seenThere.toString();
    }

    @Override
    public void close() {
        try {
            if (seenHere != null) {
                Files.deleteIfExists(seenHere);
            }
        } catch (IOException e) {
            // In a directory for what is temporary.
        }
    }
}
