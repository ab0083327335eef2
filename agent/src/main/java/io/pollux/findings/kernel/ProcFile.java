package io.pollux.findings.kernel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file below /proc/PID. */
final class ProcFile {
    private ProcFile() {
    }

    static Path of(long pid, String... names) {
        return Path.of("/proc/" + pid, names);
    }

    /** Its text; empty where it can't be read. */
    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
