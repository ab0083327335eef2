package io.pollux.ledger;

import io.pollux.ledger.LedgerException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The memfd of a process, opened through /proc: works while that process is stopped or hung.
 *
 * <p>It is read with pread, never mapped: a read fault on a mapped hole of a memfd allocates the page and charges it to the
 * observed process (Linux, shmem), pread of a hole does not; and a file that shrinks is a short read here, not a SIGBUS.
 */
final class LedgerFile implements Closeable {
    /** What readlink says of the memfd; ledger.h has the name. */
    private static final String LINK = "/memfd:pollux (deleted)";

    private final FileChannel channel;
    private final String what;

    private LedgerFile(FileChannel channel, String what) {
        this.channel = channel;
        this.what = what;
    }

    /** Opens a file as a ledger; nothing is checked yet. */
    static LedgerFile open(Path path, String what) {
        try {
            return new LedgerFile(FileChannel.open(path, StandardOpenOption.READ), what);
        } catch (AccessDeniedException e) {
            throw new LedgerException(Reason.FORBIDDEN, what + " may not be read by this user");
        } catch (IOException e) {
            throw new LedgerException(Reason.UNREADABLE, what + " can't be opened: " + e.getMessage());
        }
    }

    /**
     * Finds the ledger of a process among its descriptors. An application's own memfd may have the same name:
     * the one with our magic wins, a foreign one is returned only when there is no other.
     */
    static LedgerFile find(long pid) {
        LedgerFile found = null;
        try (DirectoryStream<Path> links = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path link : links) {
                if (!pointsToLedger(link)) {
                    continue;
                }
                LedgerFile file = open(link, "the ledger of " + pid);
                if (file.hasMagic()) {
                    closeQuietly(found);
                    return file;
                }
                closeQuietly(found);
                found = file;
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new LedgerException(Reason.NO_PROCESS, "no process " + pid);
        } catch (AccessDeniedException e) {
            throw new LedgerException(Reason.FORBIDDEN, "process " + pid + " is another user's; run as that user");
        } catch (IOException e) {
            throw new LedgerException(Reason.UNREADABLE, "the descriptors of " + pid + " can't be listed: " + e.getMessage());
        }
        if (found == null) {
            throw new LedgerException(Reason.NOT_ATTACHED,
                    "Pollux is not in process " + pid + "; attach it with: pollux attach " + pid);
        }
        return found;
    }

    private static boolean pointsToLedger(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().equals(LINK);
        } catch (IOException e) {
            return false; // closed since it was listed
        }
    }

    private boolean hasMagic() {
        ByteBuffer first = buffer(Long.BYTES);
        return readUpTo(0, first) == Long.BYTES && first.getLong(0) == LedgerLayout.MAGIC;
    }

    /** What this is, for messages: "the ledger of 4711". */
    String what() {
        return what;
    }

    long size() {
        try {
            return channel.size();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Fills the buffer from {@code position} on and flips it; a shorter file is {@link Reason#TRUNCATED}. */
    void read(long position, ByteBuffer into) {
        int wanted = into.clear().capacity();
        read(position, into, wanted);
    }

    /** The same for the first {@code bytes} of the buffer. */
    void read(long position, ByteBuffer into, int bytes) {
        into.clear().limit(bytes);
        if (readUpTo(position, into) < bytes) {
            throw new LedgerException(Reason.TRUNCATED, what + " is truncated: it ends before byte " + (position + bytes));
        }
        into.flip();
    }

    private int readUpTo(long position, ByteBuffer into) {
        int start = into.position();
        try {
            while (into.hasRemaining()) {
                if (channel.read(into, position + into.position() - start) < 0) {
                    break;
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return into.position() - start;
    }

    private LedgerException unreadable(IOException e) {
        return new LedgerException(Reason.UNREADABLE, what + " can't be read: " + e.getMessage());
    }

    /** A buffer in the ledger's byte order. Direct: the JDK would copy through one anyway. */
    static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void closeQuietly(LedgerFile file) throws IOException {
        if (file != null) {
            file.close();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
