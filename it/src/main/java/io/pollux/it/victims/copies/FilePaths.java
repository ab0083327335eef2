package io.pollux.it.victims.copies;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.pollux.it.victims.Keys;
import io.pollux.it.victims.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files: streaming, by position, by vector, asynchronous, and transferTo a channel that is none of the JDK's descriptors. */
final class FilePaths {
    private static final int POSITION = 11;
    /** What FileChannelImpl takes at a time for a channel it does not know, JDK 17 to 25. */
    private static final int TRANSFER = 8192;
    /** From here on FileChannelImpl maps what it can't have moved by the kernel, JDK 21 and 25. */
    private static final int MAPPED = 16 * 1024;

    private FilePaths() {
    }

    private static Path file() throws IOException {
        Path file = Files.createTempFile("px", ".bin");
        file.toFile().deleteOnExit();
        return file;
    }

    static CopyPath streaming() throws IOException {
        FileChannel channel = FileChannel.open(file(), READ, WRITE);
        return (bytes, heap) -> {
            ByteBuffer out = Message.full(0, bytes, heap);
            Copied.write(channel, heap, out.remaining());
            channel.position(0).write(out);
            ByteBuffer in = Message.empty(bytes, heap);
            Copied.read(channel, heap, channel.position(0).read(in));
            Message.check(in, 0);
        };
    }

    static CopyPath positional() throws IOException {
        FileChannel channel = FileChannel.open(file(), READ, WRITE);
        return (bytes, heap) -> {
            ByteBuffer out = Message.full(0, bytes, heap);
            Copied.write(channel, heap, out.remaining());
            channel.write(out, POSITION);
            ByteBuffer in = Message.empty(bytes, heap);
            Copied.read(channel, heap, channel.read(in, POSITION));
            Message.check(in, 0);
        };
    }

    static CopyPath vector() throws IOException {
        Path file = file();
        FileChannel out = FileChannel.open(file, WRITE);
        FileChannel in = FileChannel.open(file, READ);
        return (bytes, heap) -> {
            out.position(0);
            in.position(0);
            ChannelPaths.vector(out, in, bytes, heap);
        };
    }

    static CopyPath asynchronous() throws IOException {
        AsynchronousFileChannel channel = AsynchronousFileChannel.open(file(), READ, WRITE);
        return (bytes, heap) -> {
            ByteBuffer out = Message.full(0, bytes, heap);
            Copied.write(channel, heap, out.remaining());
            channel.write(out, POSITION).get();
            ByteBuffer in = Message.empty(bytes, heap);
            Copied.read(channel, heap, channel.read(in, POSITION).get());
            Message.check(in, 0);
        };
    }

    /** The JDK reads into heap buffers of its own here, whatever the application would have used. */
    static CopyPath transfer() throws IOException {
        Path file = file();
        FileChannel channel = FileChannel.open(file, READ);
        return (bytes, heap) -> {
            Files.write(file, Message.bytes(bytes));
            ByteArrayOutputStream got = new ByteArrayOutputStream();
            WritableByteChannel foreign = Channels.newChannel(got);
            if (channel.transferTo(0, bytes, foreign) != bytes)
                throw new IllegalStateException("transferTo stopped early");
            Message.check(got.toByteArray(), bytes);
            for (int left = bytes; left > 0; left -= TRANSFER)
                Copied.read(channel, true, Math.min(left, TRANSFER));
        };
    }

    /**
     * To a file that is open for appending, where the kernel refuses sendfile and copy_file_range: the JDK maps the source and writes the
     * mapping, which is a direct buffer. From 16 KiB on; 17 does the same with less.
     */
    static CopyPath mapped() throws IOException {
        Path file = file();
        Path log = file();
        FileChannel in = FileChannel.open(file, READ);
        FileChannel out = FileChannel.open(log, WRITE, APPEND);
        return (bytes, heap) -> {
            int length = bytes + MAPPED;
            Files.write(file, Message.bytes(length));
            long before = out.size();
            if (in.transferTo(0, length, out) != length || out.size() != before + length)
                throw new IllegalStateException("transferTo stopped early");
            byte[] written = Files.readAllBytes(log);
            Message.check(Arrays.copyOfRange(written, (int) before, written.length), length);
            // The source is in no call that moves bytes: it has no row.
            Copied.write(out, false, length);
            Tally tally = Tally.of(Keys.fd(Descriptors.number(out)));
            tally.add("writes", 1);
            tally.add("write_bytes", length);
        };
    }
}
