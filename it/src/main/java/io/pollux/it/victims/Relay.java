package io.pollux.it.victims;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Passes every byte on to an echo server and its echo back, as a gateway would: clients on one selector, a connection to the
 * service and a worker for each, who waits for the service and wakes the selector when it is done. Argument: the service's port.
 */
final class Relay implements Server {
    private static final int BUFFER_BYTES = 4099;

    private final Queue<SelectionKey> answered = new ConcurrentLinkedQueue<>();
    private InetSocketAddress service;
    private Selector selector;

    @Override
    public String start(String[] args) throws IOException {
        service = new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(args[0]));
        selector = Selector.open();
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        Workers.run("relay-loop", this::loop);
        return Keys.where(listener.getLocalAddress());
    }

    private void loop() throws IOException {
        while (selector.isOpen()) {
            selector.select();
            for (SelectionKey key : selector.selectedKeys())
                ready(key);
            selector.selectedKeys().clear();
            for (SelectionKey key = answered.poll(); key != null; key = answered.poll())
                if (key.isValid())
                    key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void ready(SelectionKey key) throws IOException {
        if (key.isAcceptable()) {
            SocketChannel client = ((ServerSocketChannel) key.channel()).accept();
            client.configureBlocking(false);
            SelectionKey served = client.register(selector, SelectionKey.OP_READ);
            served.attach(new Exchange(client, SocketChannel.open(service), served));
        } else {
            key.interestOps(0);
            Exchange exchange = (Exchange) key.attachment();
            Workers.run("relay-worker", exchange::pass);
        }
    }

    /** One client and its connection to the service; one thread at a time is in it. */
    private final class Exchange {
        private final SocketChannel client;
        private final SocketChannel upstream;
        private final SelectionKey key;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

        Exchange(SocketChannel client, SocketChannel upstream, SelectionKey key) {
            this.client = client;
            this.upstream = upstream;
            this.key = key;
        }

        void pass() throws IOException {
            buffer.clear();
            int n = client.read(buffer);
            if (n < 0) {
                client.close();
                upstream.close();
                return;
            }
            write(upstream, buffer.flip());
            buffer.clear().limit(n);
            while (buffer.hasRemaining())
                if (upstream.read(buffer) < 0)
                    throw new EOFException("the service ended");
            write(client, buffer.flip());
            answered.add(key);
            selector.wakeup();
        }

        private static void write(SocketChannel channel, ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining())
                channel.write(bytes);
        }
    }
}
