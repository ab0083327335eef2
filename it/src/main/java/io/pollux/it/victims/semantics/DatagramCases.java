package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.LinkedHashMap;
import java.util.Map;

/** Datagrams: readiness, truncation, emptiness, and a peer that is not there. */
final class DatagramCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("datagram-readable", DatagramCases::readable);
        ALL.put("datagram-empty", DatagramCases::empty);
        ALL.put("datagram-truncated", DatagramCases::truncated);
        ALL.put("datagram-peer-unreachable", DatagramCases::unreachable);
        ALL.put("datagram-socket-times-out", DatagramCases::timesOut);
        ALL.put("datagram-disconnect", DatagramCases::disconnect);
    }

    private DatagramCases() {
    }

    private static DatagramChannel bound() throws Exception {
        return DatagramChannel.open().bind(Pair.loopback());
    }

    private static Object readable() throws Exception {
        try (Selector selector = Selector.open(); DatagramChannel receiver = bound(); DatagramChannel sender = bound()) {
            receiver.configureBlocking(false).register(selector, OP_READ);
            Blocked select = Blocked.in(selector::select);
            for (int i = 1; i <= 3; i++)
                sender.send(ByteBuffer.allocate(i), receiver.getLocalAddress());
            String ready = select.result();
            int bytes = 0;
            ByteBuffer buffer = ByteBuffer.allocate(100);
            while (receiver.receive(buffer.clear()) != null)
                bytes += buffer.position();
            selector.selectedKeys().clear();
            return ready + " " + bytes + " " + selector.selectNow();
        }
    }

    private static Object empty() throws Exception {
        try (DatagramChannel receiver = bound(); DatagramChannel sender = bound()) {
            int sent = sender.send(ByteBuffer.allocate(0), receiver.getLocalAddress());
            ByteBuffer buffer = ByteBuffer.allocate(100);
            SocketAddress from = receiver.receive(buffer);
            return sent + " " + sender.getLocalAddress().equals(from) + " " + buffer.position();
        }
    }

    private static Object truncated() throws Exception {
        try (DatagramChannel receiver = bound(); DatagramChannel sender = bound()) {
            sender.connect(receiver.getLocalAddress());
            receiver.connect(sender.getLocalAddress());
            long sent = sender.write(new ByteBuffer[] {ByteBuffer.allocate(61), ByteBuffer.allocate(40)});
            return sent + " " + receiver.read(new ByteBuffer[] {ByteBuffer.allocate(7), ByteBuffer.allocateDirect(6)});
        }
    }

    private static Object unreachable() throws Exception {
        SocketAddress deaf;
        try (DatagramChannel gone = bound()) {
            deaf = gone.getLocalAddress();
        }
        try (Selector selector = Selector.open(); DatagramChannel sender = bound()) {
            sender.connect(deaf);
            sender.write(ByteBuffer.allocate(1));
            sender.configureBlocking(false).register(selector, OP_READ);
            int n = selector.select();
            return n + " " + read(sender);
        }
    }

    private static String read(DatagramChannel channel) {
        try {
            return String.valueOf(channel.read(ByteBuffer.allocate(1)));
        } catch (Exception e) {
            return Blocked.nameOf(e);
        }
    }

    private static Object timesOut() throws Exception {
        try (DatagramSocket socket = new DatagramSocket(Pair.loopback())) {
            socket.setSoTimeout(13);
            socket.receive(new DatagramPacket(new byte[1], 1));
            return "received";
        }
    }

    /** Disconnecting an IPv6 datagram socket puts a new file under the same number (dup2). */
    private static Object disconnect() throws Exception {
        try (DatagramChannel one = bound(); DatagramChannel two = bound()) {
            one.connect(two.getLocalAddress());
            one.write(ByteBuffer.allocate(3));
            one.disconnect();
            int sent = one.send(ByteBuffer.allocate(5), two.getLocalAddress());
            ByteBuffer buffer = ByteBuffer.allocate(100);
            two.receive(buffer);
            two.receive(buffer);
            return sent + " " + buffer.position() + " " + one.isConnected();
        }
    }
}
