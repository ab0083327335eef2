package io.pollux.it.victims.times;

import io.pollux.it.victims.Keys;
import io.pollux.it.victims.Talk;
import io.pollux.it.victims.Tally;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * I/O whose time is known. Commands: "wait channel|timeout COUNT MILLISECONDS" reads a byte so often, each of which comes so much later,
 * from a blocking channel or a socket with SO_TIMEOUT; "move direct|heap COUNT BYTES" writes and reads without ever blocking. Every
 * connection is used once and stays open; "tally" says of each what its calls took by the program's own clock, as own_ns.
 */
public final class KnownTimes {
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "later");
        thread.setDaemon(true);
        return thread;
    });

    private KnownTimes() {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        KnownTimes times = new KnownTimes();
        Talk.serve(times::run);
    }

    private void run(String[] words) throws Exception {
        switch (words[0]) {
            case "wait" -> await(words[1].equals("timeout"), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "move" -> move(words[1].equals("heap"), Integer.parseInt(words[2]), Integer.parseInt(words[3]));
            case "tally" -> Tally.sayAll();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void await(boolean timeout, int count, int milliseconds) throws IOException {
        Connection connection = timeout ? Connection.ofSocket() : Connection.ofChannel();
        for (int i = 0; i < count; i++) {
            later.schedule(connection::send, milliseconds, TimeUnit.MILLISECONDS);
            long start = System.nanoTime();
            int n = connection.read();
            connection.tally().add("own_ns", System.nanoTime() - start);
            if (n != 1)
                throw new IllegalStateException("read " + n);
        }
    }

    /** Messages fit into the socket's buffer, so every write is whole; loopback TCP may deliver one in parts. */
    private static void move(boolean heap, int count, int bytes) throws IOException {
        Connection connection = Connection.ofChannel();
        connection.accepted().configureBlocking(false);
        connection.client().configureBlocking(false);
        ByteBuffer buffer = heap ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            connection.accepted().write(buffer.clear());
            connection.tally().add("own_ns", System.nanoTime() - start);
            connection.takeAll(bytes);
            connection.client().write(buffer.clear());
            buffer.clear();
            while (buffer.hasRemaining()) {
                start = System.nanoTime();
                connection.accepted().read(buffer);
                connection.tally().add("own_ns", System.nanoTime() - start);
            }
        }
    }

    /** Both ends of one TCP connection. What is timed happens at the accepted one. */
    private record Connection(SocketChannel client, SocketChannel accepted, Socket socket, Tally tally) {
        static Connection ofChannel() throws IOException {
            try (ServerSocketChannel listener = listener()) {
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                return new Connection(client, listener.accept(), null, tally(client));
            }
        }

        static Connection ofSocket() throws IOException {
            try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                SocketChannel client = SocketChannel.open(listener.getLocalSocketAddress());
                Socket socket = listener.accept();
                socket.setSoTimeout(900_000);
                return new Connection(client, null, socket, tally(client));
            }
        }

        private static ServerSocketChannel listener() throws IOException {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        private static Tally tally(SocketChannel client) throws IOException {
            return Tally.of(Keys.remote(client.getLocalAddress()));
        }

        Void send() throws IOException {
            client.write(ByteBuffer.allocateDirect(1));
            return null;
        }

        int read() throws IOException {
            return socket == null ? accepted.read(ByteBuffer.allocateDirect(1)) : socket.getInputStream().read(new byte[1]);
        }

        void takeAll(int bytes) throws IOException {
            ByteBuffer all = ByteBuffer.allocateDirect(bytes);
            while (all.hasRemaining())
                client.read(all);
        }
    }
}
