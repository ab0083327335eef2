package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The pipe that an attached agent takes commands from, found by the ledger's fact {@code control}. It needs no attach API: nothing is
 * printed in the JVM, and it works where attaching is disabled.
 */
final class ControlPipe {
    /** What a pipe takes in one piece, so that lines of two writers never mix: PIPE_BUF of Linux. */
    private static final int MOST_BYTES = 4096;

    private ControlPipe() {
    }

    /** Whether the agent of this ledger listens on a pipe. */
    static boolean isOpen(LedgerReader reader) {
        return !reader.detached() && !end(reader).isEmpty();
    }

    /** Hands over one line. False: it could not be, and the attach API is the way. */
    static boolean write(LedgerReader reader, String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        Path pipe = Path.of("/proc", Long.toString(reader.pid()), "fd", end(reader));
        if (bytes.length > MOST_BYTES) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(pipe, StandardOpenOption.WRITE)) {
            return channel.write(ByteBuffer.wrap(bytes)) == bytes.length;
        } catch (IOException e) {
            return false;
        }
    }

    private static String end(LedgerReader reader) {
        return reader.meta().getOrDefault("control", "");
    }
}
