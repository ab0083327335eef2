package io.pollux.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files that one process sees, which in a container are not ours. */
public final class ProcFiles {
    private final Path dir;

    /** Of the process that a directory of /proc is of. */
    ProcFiles(Path dir) {
        this.dir = dir;
    }

    /** Whether they are others than ours under the same names: the process is in another mount namespace, as in a container. Unknown is no. */
    public boolean areOthers() {
        try {
            return !Files.readSymbolicLink(dir.resolve("ns/mnt")).equals(Files.readSymbolicLink(Path.of("/proc/self/ns/mnt")));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Whether the kernel lets us look at them (ptrace(2), PTRACE_MODE_READ): the same user with at least its capabilities, or one with
     * CAP_SYS_PTRACE. Without that neither its files nor its memory files are to be had.
     */
    public boolean areOpenToUs() {
        try {
            Files.readSymbolicLink(root());
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether /tmp is known to take no files: it is mounted read-only, as in a hardened container. Unknown is no. */
    public boolean lackTmp() {
        String options = "";
        String mounted = "/";
        for (String line : Proc.read(dir.resolve("mounts")).split("\n")) {
            String[] mount = line.split(" ");
            // A later mount covers an earlier one at the same place.
            if (mount.length > 3 && (mount[1].equals("/tmp") || mount[1].equals(mounted))) {
                mounted = mount[1];
                options = mount[3];
            }
        }
        return options.equals("ro") || options.startsWith("ro,");
    }

    /** The root directory, which is another one in a container. */
    public Path root() {
        return dir.resolve("root");
    }

    /** A file by the name it has there: below its root, or its working directory. */
    public Path file(String name) {
        return name.startsWith("/") ? root().resolve(name.substring(1)) : dir.resolve("cwd").resolve(name);
    }
}
