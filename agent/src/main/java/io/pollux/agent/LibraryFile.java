package io.pollux.agent;

import io.pollux.cli.ExitCode;
import io.pollux.cli.OwnJar;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A native library of the jar as a file of its own, for as long as it takes to map it: only the owner can read or replace it,
 * and {@link #close()} deletes it. Where no directory takes it, the same library that somebody has put beside the jar.
 */
public final class LibraryFile implements Closeable {
    /** Maps a library that lies in a file. */
    public interface Loader {
        /** Throws UnsatisfiedLinkError when the file can't be mapped there. */
        void load(Path file);
    }

    private static final Set<OpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ALONE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path file;
    private final boolean temporary;

    private LibraryFile(Path file, boolean temporary) {
        this.file = file;
        this.temporary = temporary;
    }

    /**
     * Extracts {@code resource} into the first directory it can be mapped from (a noexec mount refuses it) and has it loaded; where
     * there is none, loads the copy beside the jar. Throws a {@link Refusal} when there is neither, or no such resource.
     */
    public static LibraryFile load(String resource, Loader loader) {
        List<String> objections = new ArrayList<>();
        for (String directory : directories()) {
            LibraryFile library = null;
            try {
                library = extract(resource, Path.of(directory));
                loader.load(library.file);
                return library;
            } catch (IOException | UnsatisfiedLinkError e) {
                objections.add(directory + " (" + e.getMessage() + ")");
                if (library != null) {
                    library.close();
                }
            }
        }
        try {
            LibraryFile beside = beside(resource, OwnJar.location());
            loader.load(beside.file);
            return beside;
        } catch (IOException | UnsatisfiedLinkError e) {
            objections.add("beside pollux.jar (" + e.getMessage() + ")");
        }
        throw new Refusal(ExitCode.UNSUPPORTED, "no directory to map " + resource + " from: " + String.join(", ", objections)
                + "; put libpollux.so beside pollux.jar, or name a directory without noexec by -Djava.io.tmpdir");
    }

    /**
     * The copy of {@code resource} in the directory of {@code jar}, for a JVM that may write nowhere. Throws IOException when there is none, or
     * when it is not that of this jar.
     */
    static LibraryFile beside(String resource, Path jar) throws IOException {
        Path file = jar.resolveSibling(Path.of(resource).getFileName());
        try (InputStream in = resource(resource)) {
            if (!Arrays.equals(in.readAllBytes(), Files.readAllBytes(file))) {
                throw new IOException(file + ": of another version");
            }
        }
        return new LibraryFile(file, false);
    }

    /** Extracts {@code resource} into one directory. */
    static LibraryFile extract(String resource, Path directory) throws IOException {
        try (InputStream in = resource(resource)) {
            Path file = directory.toRealPath().resolve(name());
            try (OutputStream out = Channels.newOutputStream(Files.newByteChannel(file, NEW, OWNER_ALONE))) {
                in.transferTo(out);
            }
            return new LibraryFile(file, true);
        }
    }

    private static InputStream resource(String name) {
        InputStream in = LibraryFile.class.getClassLoader().getResourceAsStream(name);
        if (in == null) {
            throw new Refusal(ExitCode.UNSUPPORTED, "this pollux.jar has no " + name + ": build it on this architecture");
        }
        return in;
    }

    /** No secret, only new: CREATE_NEW refuses what is there already. Files.createTempFile would leave /dev/random open for ever. */
    private static String name() {
        return "libpollux-" + Long.toHexString(System.nanoTime()) + ".so";
    }

    /** Where it lies. */
    Path path() {
        return file;
    }

    @Override
    public void close() {
        try {
            if (temporary) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It is in a temporary directory and useless to anyone; a mapped library lives on without its name.
        }
    }

    private static List<String> directories() {
        List<String> directories = new ArrayList<>();
        for (String directory : new String[] {System.getProperty("java.io.tmpdir"), "/dev/shm", "/var/tmp", System.getProperty("user.home"), System.getProperty("user.dir")}) {
            if (directory != null && !directories.contains(directory)) {
                directories.add(directory);
            }
        }
        return directories;
    }
}
