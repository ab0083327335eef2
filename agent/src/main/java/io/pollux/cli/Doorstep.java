package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the attach API needs for a JVM that has our process ids but a /tmp of its own, as one that a side-car container observes. The API of some
 * JDKs (17.0.15 was seen to) looks for the JVM's socket in its own /tmp then, and asks for it in its own directories; the JVM, which
 * finds no request, prints its threads to the application's standard output. So the request is put where the JVM looks, and a link
 * to the socket where the API looks. Both are gone when this is closed.
 */
final class Doorstep implements Closeable {
    private static final Path TMP = Path.of("/tmp");

    private final List<Path> made = new ArrayList<>();

    private Doorstep() {
    }

    /** What can't be made is left out: the attach says itself what it misses. */
    static Doorstep of(long pid) {
        Doorstep doorstep = new Doorstep();
        Proc proc = new Proc(pid);
        Path tmp = proc.files().root().resolve("tmp");
        if (proc.files().areOthers() && proc.innerPid() == pid && !isOurs(tmp)) {
            doorstep.make(() -> Files.createFile(tmp.resolve(".attach_pid" + pid)));
            String socket = ".java_pid" + pid;
            doorstep.make(() -> Files.createSymbolicLink(TMP.resolve(socket), tmp.resolve(socket)));
        }
        return doorstep;
    }

    private static boolean isOurs(Path tmp) {
        try {
            return Files.isSameFile(tmp, TMP);
        } catch (IOException e) {
            return true;
        }
    }

    private interface Maker {
        Path make() throws IOException;
    }

    private void make(Maker maker) {
        try {
            made.add(maker.make());
        } catch (IOException e) {
            // It is there already, or may not be: the API will tell.
        }
    }

    @Override
    public void close() {
        for (Path path : made) {
            try {
                Files.deleteIfExists(path);
            } catch (IOException e) {
                // The JVM may have gone, and its file system with it.
            }
        }
    }
}
