package io.pollux.cli;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A ledger in a memfd of this very process, as the probe would have made it: commands are run on our own pid. */
final class MemfdLedger {
    /** libc, as much as it takes. */
    public interface Libc extends Library {
        int memfd_create(String name, int flags);

        int close(int fd);
    }

    private static final Libc LIBC = Native.load("c", Libc.class);

    private MemfdLedger() {}

    /** Runs a command while memfds with these contents are open, in this order. */
    static Ran with(List<byte[]> contents, String... words) {
        List<Integer> fds = contents.stream().map(MemfdLedger::open).toList();
        try {
            return Ran.of(words);
        } finally {
            fds.forEach(LIBC::close);
        }
    }

    private static int open(byte[] bytes) {
        int fd = LIBC.memfd_create("pollux", 1);
        try {
            Files.write(Path.of("/proc/self/fd/" + fd), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fd;
    }

    static String pid() {
        return Long.toString(ProcessHandle.current().pid());
    }
}
