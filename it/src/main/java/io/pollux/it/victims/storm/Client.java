package io.pollux.it.victims.storm;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;

/** A non-blocking connection from its connect to its end: steps of random size, each sent when the one before has come back. */
final class Client implements Loop.Handler {
    private static final int LONGEST = 5_003;
    /** More than fits into both sockets' buffers of {@link #SMALL} bytes. */
    private static final int SLOW = 150_001;
    private static final int SMALL = 8_192;
    private static final int BUFFER_BYTES = 4_099;

    private final Sky sky;
    private final long id;
    private final Ending ending;
    private final Random random;
    private final long total;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    private final AtomicBoolean over = new AtomicBoolean();
    private SocketChannel channel;
    private long stepEnd;
    private long written;
    private long echoed;
    private boolean full;
    private boolean urgentSent;
    private boolean handedOver;

    Client(Sky sky, long id) {
        this.sky = sky;
        this.id = id;
        this.ending = Ending.of(id);
        this.random = new Random(id);
        this.total = ending == Ending.SLOW_READER ? SLOW : ending.isAbrupt() ? Ending.cut(id) + LONGEST : Wire.ID_BYTES + 1 + random.nextInt(LONGEST);
        this.stepEnd = ending == Ending.SLOW_READER ? SLOW : Math.min(total, Wire.ID_BYTES + random.nextInt(211));
    }

    /** On the loop's thread. */
    void open(Selector selector, InetSocketAddress to) {
        try {
            channel = SocketChannel.open();
            if (ending == Ending.SLOW_READER) {
                channel.setOption(StandardSocketOptions.SO_RCVBUF, SMALL);
                channel.setOption(StandardSocketOptions.SO_SNDBUF, SMALL);
            }
            channel.configureBlocking(false);
            boolean connected = channel.connect(to);
            channel.register(selector, connected ? SelectionKey.OP_WRITE : SelectionKey.OP_CONNECT, this);
        } catch (IOException e) {
            sky.failed(id, "connecting: " + e);
            end();
        }
    }

    @Override
    public void ready(SelectionKey key) {
        try {
            if (key.isConnectable())
                channel.finishConnect();
            converse();
            if (key.isValid())
                key.interestOps(interest());
        } catch (IOException | CancelledKeyException e) {
            if (!ending.isAbrupt())
                sky.failed(id, "after " + written + " bytes out and " + echoed + " back of " + total + ": " + e);
            end();
        } catch (IllegalStateException e) {
            sky.failed(id, e.toString());
            end();
        }
    }

    private int interest() {
        int read = ending == Ending.SLOW_READER && !full && written < total ? 0 : SelectionKey.OP_READ;
        return read | (written < stepEnd ? SelectionKey.OP_WRITE : 0);
    }

    private void converse() throws IOException {
        write();
        if ((interest() & SelectionKey.OP_READ) != 0)
            read();
        if (ending == Ending.URGENT && echoed > Wire.ID_BYTES && !urgentSent)
            sendUrgent();
        boolean cut = echoed >= Ending.cut(id);
        if (echoed == total && ending != Ending.HALF_CLOSE && !ending.isAbrupt())
            end();
        else if (ending == Ending.RESET && cut)
            reset();
        else if (ending == Ending.ASYNC_CLOSE && cut && !handedOver) {
            handedOver = true;
            sky.closeElsewhere(this::end);
        }
    }

    private void write() throws IOException {
        while (written < stepEnd) {
            buffer.clear().limit((int) Math.min(BUFFER_BYTES, stepEnd - written));
            Wire.put(buffer, id, written);
            buffer.flip();
            int n = sky.outbound().write(channel, buffer);
            written += n;
            if (buffer.hasRemaining()) {
                full = true;
                return;
            }
        }
        if (written == total && ending == Ending.HALF_CLOSE)
            channel.shutdownOutput();
    }

    private void read() throws IOException {
        buffer.clear();
        int n = sky.outbound().read(channel, buffer);
        buffer.flip();
        if (n < 0 && (ending != Ending.HALF_CLOSE || echoed != total))
            throw new IOException("the server ended the stream");
        if (n < 0)
            end();
        Wire.check(buffer, id, echoed);
        echoed += Math.max(n, 0);
        if (echoed == stepEnd && stepEnd < total)
            stepEnd = Math.min(total, stepEnd + 1 + random.nextInt(1_009));
    }

    private void sendUrgent() throws IOException {
        urgentSent = true;
        sky.outbound().urgent(channel);
    }

    private void reset() throws IOException {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        end();
    }

    /** On any thread. */
    private void end() {
        if (!over.compareAndSet(false, true))
            return;
        try {
            channel.close();
        } catch (IOException e) {
            sky.failed(id, "closing: " + e);
        }
        sky.outbound().add("closed", 1);
        sky.over(this, ending, echoed);
    }

    /** What is known of a connection that does not come to its end. */
    @Override
    public String toString() {
        return ending + " " + id + ": " + written + " bytes out, " + echoed + " back of " + total + ", full " + full;
    }
}
