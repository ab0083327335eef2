package io.pollux.it.victims;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Serves nothing; keeps an empty page of a file mapped whose name is the argument, so that /proc/PID/maps shows it. */
final class Mapping implements Server {
    private MappedByteBuffer mapped;

    @Override
    public String start(String[] args) throws IOException {
        Path file = Files.createTempDirectory("px").resolve(args[0]);
        try (RandomAccessFile page = new RandomAccessFile(file.toFile(), "rw")) {
            page.setLength(1);
            mapped = page.getChannel().map(FileChannel.MapMode.READ_ONLY, 0, 1);
        }
        // Deleted in the opposite order.
        file.getParent().toFile().deleteOnExit();
        file.toFile().deleteOnExit();
        return "-";
    }
}
