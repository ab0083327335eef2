package io.pollux.agent.copies;

import java.io.FileDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Methods in shapes that the JDK doesn't have, or not yet, and one that it has. */
final class Shapes {
    static final String TYPE = "io/pollux/agent/copies/Shapes";

    private final FileDescriptor descriptor = new FileDescriptor();

    static int once(FileDescriptor fd, ByteBuffer to, ByteBuffer from) {
        return to.put(from).position();
    }

    static int twice(FileDescriptor fd, ByteBuffer to, ByteBuffer from) {
        return to.put(from).put(from).position();
    }

    static int elsewhere(FileDescriptor fd, ByteBuffer to, ByteBuffer from) {
        return once(fd, to, from);
    }

    static int overwritten(FileDescriptor fd, ByteBuffer to, ByteBuffer from) {
        fd = null;
        return to.put(from).position();
    }

    /** The field Hooks knows is called fd. */
    int renamed(FileDescriptor fd, ByteBuffer to, ByteBuffer from) {
        return to.put(from).position() + descriptor.hashCode();
    }

    static byte[] classFile() {
        try (InputStream in = Shapes.class.getResourceAsStream("Shapes.class")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
