package io.pollux.http;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A small file that only its owner may read, so that no secret stands on a command line or lies open. */
final class SecretFile {
    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE);
    private static final long MOST_BYTES = 65_536;

    private SecretFile() {
    }

    /** Its lines, without the empty ones. Throws IOException, in words for people, where others may read it as well. */
    static List<String> lines(Path file) throws IOException {
        try {
            if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
                throw new IOException(file + " is open to others: chmod 600 it");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is too large for what it should hold");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        } catch (FileSystemException e) {
            throw new IOException(file + " can't be read (" + e.getClass().getSimpleName() + ")");
        } catch (InvalidPathException e) {
            throw new IOException(e.getMessage());
        }
    }
}
