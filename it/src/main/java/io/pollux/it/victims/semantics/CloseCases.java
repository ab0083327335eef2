package io.pollux.it.victims.semantics;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Asynchronous close and interrupt of a thread that is blocked inside a call. */
final class CloseCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("close-blocked-channel-read", () -> closeChannelRead(false));
        ALL.put("interrupt-blocked-channel-read", () -> closeChannelRead(true));
        ALL.put("close-blocked-channel-write", CloseCases::closeChannelWrite);
        ALL.put("shutdown-input-of-blocked-channel-read", CloseCases::shutdownChannelRead);
        ALL.put("close-blocked-channel-accept", () -> closeAccept(false));
        ALL.put("interrupt-blocked-channel-accept", () -> closeAccept(true));
        ALL.put("close-blocked-socket-read", () -> closeSocketRead(0));
        ALL.put("close-blocked-socket-timed-read", () -> closeSocketRead(60_000));
        ALL.put("close-blocked-adaptor-timed-read", CloseCases::closeAdaptorRead);
        ALL.put("close-blocked-server-socket-accept", () -> closeServerSocket(0));
        ALL.put("close-blocked-server-socket-timed-accept", () -> closeServerSocket(60_000));
        ALL.put("close-blocked-datagram-receive", () -> closeDatagram(false));
        ALL.put("interrupt-blocked-datagram-receive", () -> closeDatagram(true));
        ALL.put("close-blocked-datagram-socket-receive", () -> closeDatagramSocket(0));
        ALL.put("close-blocked-datagram-socket-timed-receive", () -> closeDatagramSocket(60_000));
        ALL.put("close-blocked-pipe-read", () -> closePipe(false));
        ALL.put("interrupt-blocked-pipe-read", () -> closePipe(true));
    }

    private CloseCases() {
    }

    /** Blocks in the call, then closes (or interrupts), and says what the call's thread met. */
    private static String end(Callable<Object> call, AutoCloseable what, boolean interrupt) throws Exception {
        Blocked blocked = Blocked.in(call);
        if (interrupt)
            blocked.thread().interrupt();
        else
            what.close();
        return blocked.result();
    }

    private static Object closeChannelRead(boolean interrupt) throws Exception {
        try (Pair pair = Pair.open()) {
            return end(pair::receive, pair.server, interrupt) + " " + pair.server.isOpen() + " " + pair.client.read(ByteBuffer.allocate(1));
        }
    }

    private static Object closeChannelWrite() throws Exception {
        try (Pair pair = Pair.open()) {
            ByteBuffer block = ByteBuffer.allocateDirect(1 << 20);
            return end(() -> fillUntilClosed(pair.client, block), pair.client, false);
        }
    }

    /** Closed inside the write or between two: which of the two exceptions comes is chance. */
    private static Object fillUntilClosed(SocketChannel channel, ByteBuffer block) throws IOException {
        try {
            while (true)
                channel.write(block.clear());
        } catch (ClosedChannelException e) {
            return "closed";
        }
    }

    private static Object shutdownChannelRead() throws Exception {
        try (Pair pair = Pair.open()) {
            Blocked read = Blocked.in(pair::receive);
            pair.server.shutdownInput();
            return read.result() + " " + pair.server.isOpen();
        }
    }

    private static Object closeAccept(boolean interrupt) throws Exception {
        try (ServerSocketChannel listener = Pair.listener()) {
            return end(listener::accept, listener, interrupt) + " " + listener.isOpen();
        }
    }

    private static Object closeSocketRead(int timeoutMs) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort()); Socket server = listener.accept()) {
            server.setSoTimeout(timeoutMs);
            return end(() -> server.getInputStream().read(), server, false) + " " + client.getInputStream().read();
        }
    }

    private static Object closeAdaptorRead() throws Exception {
        try (Pair pair = Pair.open()) {
            pair.server.socket().setSoTimeout(60_000);
            return end(() -> pair.server.socket().getInputStream().read(), pair.server, false);
        }
    }

    private static Object closeServerSocket(int timeoutMs) throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listener.setSoTimeout(timeoutMs);
            return end(listener::accept, listener, false);
        }
    }

    private static Object closeDatagram(boolean interrupt) throws Exception {
        try (DatagramChannel channel = DatagramChannel.open().bind(Pair.loopback())) {
            return end(() -> channel.receive(ByteBuffer.allocate(10)), channel, interrupt) + " " + channel.isOpen();
        }
    }

    private static Object closeDatagramSocket(int timeoutMs) throws Exception {
        try (DatagramSocket socket = new DatagramSocket(Pair.loopback())) {
            socket.setSoTimeout(timeoutMs);
            return end(() -> receive(socket), socket, false);
        }
    }

    private static Object receive(DatagramSocket socket) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[10], 10);
        socket.receive(packet);
        return packet.getLength();
    }

    private static Object closePipe(boolean interrupt) throws Exception {
        Pipe pipe = Pipe.open();
        try (Pipe.SinkChannel sink = pipe.sink(); Pipe.SourceChannel source = pipe.source()) {
            return end(() -> source.read(ByteBuffer.allocate(1)), source, interrupt) + " " + source.isOpen() + " " + sink.isOpen();
        }
    }
}
