package io.pollux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The kernel that this command runs on. */
final class Kernel {
    private Kernel() {
    }

    /** Its release, as {@code uname -r} prints it. */
    static String release() throws IOException {
        return Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip();
    }
}
