package io.pollux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which of our own descriptors are terminals. */
final class Terminals {
    private Terminals() {
    }

    static boolean is(int fd) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/self/fd/" + fd)).toString().matches("/dev/(pts/\\d+|tty.*|console)");
        } catch (IOException e) {
            return false;
        }
    }
}
