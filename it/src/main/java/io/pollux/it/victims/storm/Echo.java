package io.pollux.it.victims.storm;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** The server's end of a connection: checks every byte, and sends it back. Sometimes it leaves bytes unread until the next report. */
final class Echo implements Loop.Handler {
    private static final int BUFFER_BYTES = 2053;

    private final Sky sky;
    private final Books books;
    private final SocketChannel channel;
    private final ByteBuffer buffer;
    private long id = -1;
    private long received;
    private boolean writing;

    Echo(Sky sky, Books books, SocketChannel channel, boolean direct) {
        this.sky = sky;
        this.books = books;
        this.channel = channel;
        this.buffer = direct ? ByteBuffer.allocateDirect(BUFFER_BYTES) : ByteBuffer.allocate(BUFFER_BYTES);
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            boolean open = !writing || flush();
            for (int times = 1 + (int) (received % 3); open && !writing && times > 0; times--)
                open = readAndEcho();
            if (key.isValid())
                key.interestOps(writing ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        } catch (IOException e) {
            if (id < 0 || !Ending.of(id).isAbrupt())
                sky.failed(id, "the server, after " + received + " bytes: " + e);
            close();
        } catch (IllegalStateException e) {
            sky.failed(id, "the server: " + e);
            close();
        }
    }

    /** One read and the write it asks for; false when there is nothing more to do now. */
    private boolean readAndEcho() throws IOException {
        buffer.clear();
        int n = books.read(channel, buffer);
        buffer.flip();
        if (n < 0 && received < Wire.ID_BYTES)
            sky.failed(id, "the stream ended after " + received + " bytes");
        if (n < 0)
            close();
        if (n <= 0)
            return false;
        if (received == 0)
            id = Wire.id(buffer);
        Wire.check(buffer, id, received);
        received += n;
        if (Ending.of(id) == Ending.SERVER_RESET && received >= Ending.cut(id)) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            close();
            return false;
        }
        return flush();
    }

    /** Writes what is left; false when the client doesn't take it all now. */
    private boolean flush() throws IOException {
        do {
            int n = books.write(channel, buffer);
            writing = buffer.hasRemaining();
            if (n == 0)
                return false;
        } while (writing);
        return true;
    }

    private void close() {
        try {
            channel.close();
        } catch (IOException e) {
            sky.failed(id, "closing: " + e);
        }
        books.add("closed", 1);
    }
}
