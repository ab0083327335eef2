package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Echo server on one selector that counts itself, connection by connection.
 * Arguments: fixed|toggle (interest kept, or taken to 0 and back to READ around each request), direct|heap, inet|unix.
 */
final class SelectorEcho implements Server {
    /** Prime, so that messages end anywhere in it. */
    private static final int BUFFER_BYTES = 4099;

    private boolean toggle;
    private boolean direct;
    private Selector selector;
    private final List<SelectionKey> toRearm = new ArrayList<>();

    @Override
    public String start(String[] args) throws IOException {
        toggle = args[0].equals("toggle");
        direct = args[1].equals("direct");
        selector = Selector.open();
        ServerSocketChannel listener = listen(args[2].equals("unix"));
        Workers.run("echo-loop", this::loop);
        return Keys.where(listener.getLocalAddress());
    }

    private ServerSocketChannel listen(boolean unix) throws IOException {
        ServerSocketChannel listener = unix ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open();
        listener.bind(unix ? unixAddress() : new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        return listener;
    }

    private static SocketAddress unixAddress() throws IOException {
        Path dir = Files.createTempDirectory(Path.of("/tmp"), "px");
        dir.toFile().deleteOnExit();
        dir.resolve("s").toFile().deleteOnExit();
        return UnixDomainSocketAddress.of(dir.resolve("s"));
    }

    private void loop() throws IOException {
        while (selector.isOpen()) {
            selector.select(this::ready);
            rearm();
        }
    }

    /** Lets the selector take the empty interest to the kernel before it is widened again, as a loop with workers would. */
    private void rearm() throws IOException {
        if (toRearm.isEmpty())
            return;
        selector.selectNow(this::ready);
        for (SelectionKey key : toRearm)
            if (key.isValid())
                key.interestOps(((Connection) key.attachment()).wanted());
        toRearm.clear();
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable())
                accept((ServerSocketChannel) key.channel());
            else
                ((Connection) key.attachment()).ready(key);
        } catch (IOException e) {
            close(key);
        }
    }

    private void accept(ServerSocketChannel listener) throws IOException {
        for (SocketChannel channel = listener.accept(); channel != null; channel = listener.accept()) {
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
        }
    }

    private static void close(SelectionKey key) {
        if (key.attachment() instanceof Connection connection)
            Tally.forget(connection.tally);
        try {
            key.channel().close();
        } catch (IOException e) {
            Talk.say("failed %s", e);
        }
    }

    /** One connection: its buffer, what waits to be written, its tally. */
    private final class Connection {
        private final SocketChannel channel;
        private final Tally tally;
        private final ByteBuffer buffer = direct ? ByteBuffer.allocateDirect(BUFFER_BYTES) : ByteBuffer.allocate(BUFFER_BYTES);
        private boolean writing;

        Connection(SocketChannel channel) throws IOException {
            this.channel = channel;
            this.tally = Tally.of(Keys.remote(channel.getRemoteAddress()));
        }

        int wanted() {
            return writing ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        }

        void ready(SelectionKey key) throws IOException {
            tally.add("ready_in", key.isReadable() ? 1 : 0);
            tally.add("ready_out", key.isWritable() ? 1 : 0);
            boolean open = !writing || flush();
            while (open && !writing)
                open = readAndEcho(key);
            if (!key.isValid())
                return;
            if (toggle)
                toRearm.add(key);
            key.interestOps(toggle ? 0 : wanted());
        }

        /** One read and the write it asks for; false when there is nothing more to read. */
        private boolean readAndEcho(SelectionKey key) throws IOException {
            buffer.clear();
            int n = channel.read(buffer);
            tally.read(n);
            if (n < 0)
                close(key);
            if (n <= 0)
                return false;
            buffer.flip();
            return flush();
        }

        /** Writes what is left; false when the peer doesn't take it all now. */
        private boolean flush() throws IOException {
            do {
                int n = channel.write(buffer);
                tally.wrote(n);
                writing = buffer.hasRemaining();
                if (n == 0)
                    return false;
            } while (writing);
            return true;
        }
    }
}
