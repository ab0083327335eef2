package io.pollux.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file that a report is written to, besides what is printed. */
final class OutputFile {
    private OutputFile() {
    }

    /** Before anything takes time: throws a {@link CliException} for a path that can't be written. Null is none. */
    static void check(Path file) {
        if (file == null) {
            return;
        }
        Path directory = file.toAbsolutePath().getParent();
        if (directory == null || !Files.isDirectory(directory)) {
            throw new CliException(ExitCode.USAGE, "no directory " + directory + " to write " + file.getFileName() + " to");
        }
        if (Files.isDirectory(file) || !Files.isWritable(Files.exists(file) ? file : directory)) {
            throw new CliException(ExitCode.USAGE, file + " can't be written");
        }
    }

    /** Replaces what is there. */
    static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new CliException(ExitCode.INTERNAL, file + " can't be written: " + e.getMessage());
        }
    }
}
