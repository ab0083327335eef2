package io.pollux.findings.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file below /proc/PID. */
final class ProcFile {
    private static final int PIECE_BYTES = 8192;

    private ProcFile() {
    }

    static Path of(long pid, String... names) {
        return Path.of("/proc/" + pid, names);
    }

    /**
     * Its text; empty where it can't be read. Read in large pieces: a number of /proc/sys ends after the first piece, however small,
     * and readAllBytes (JDK 17) begins with one byte of a file that says its size is 0.
     */
    static String read(Path file) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(piece, 0, PIECE_BYTES); n > 0; n = in.read(piece, 0, PIECE_BYTES)) {
                text.write(piece, 0, n);
            }
            return text.toString(StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
