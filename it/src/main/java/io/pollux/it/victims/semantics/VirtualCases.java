package io.pollux.it.victims.semantics;

import static java.nio.channels.SelectionKey.OP_READ;

import io.pollux.it.victims.VirtualThreads;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Virtual threads: their pollers are sets nested in a set. Nothing before JDK 21. */
final class VirtualCases {
    private VirtualCases() {
    }

    static Map<String, Semantics.Case> all() {
        Map<String, Semantics.Case> cases = new LinkedHashMap<>();
        if (!VirtualThreads.present())
            return cases;
        cases.put("virtual-channel-read", VirtualCases::read);
        cases.put("virtual-channel-read-closed", () -> endRead(false));
        cases.put("virtual-channel-read-interrupted", () -> endRead(true));
        cases.put("virtual-socket-timed-read", VirtualCases::timedRead);
        cases.put("virtual-socket-read-times-out", VirtualCases::timesOut);
        cases.put("virtual-socket-read-closed", VirtualCases::closeSocket);
        cases.put("virtual-accept-closed", VirtualCases::closeAccept);
        cases.put("virtual-datagram-receive", VirtualCases::datagram);
        cases.put("virtual-select", VirtualCases::select);
        cases.put("virtual-select-wakeup", VirtualCases::wakeup);
        cases.put("virtual-timed-select-is-not-early", VirtualCases::notEarly);
        cases.put("virtual-crowd", VirtualCases::crowd);
        return cases;
    }

    /** Runs the call in a virtual thread, and comes back once that has parked. */
    private static Parked park(Callable<Object> call) throws Exception {
        FutureTask<Object> task = new FutureTask<>(call);
        Thread thread = VirtualThreads.start(task::run);
        Blocked.await(() -> task.isDone() || thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING);
        return new Parked(thread, task);
    }

    private record Parked(Thread thread, FutureTask<Object> task) {
        String result() throws Exception {
            try {
                return String.valueOf(task.get(45, TimeUnit.SECONDS));
            } catch (ExecutionException e) {
                return Blocked.nameOf(e.getCause());
            }
        }
    }

    private static Object read() throws Exception {
        try (Pair pair = Pair.open()) {
            StringBuilder seen = new StringBuilder();
            for (int i = 1; i <= 7; i++) {
                Parked read = park(pair::receive);
                pair.send(i);
                seen.append(read.result()).append(' ');
            }
            return seen;
        }
    }

    private static Object endRead(boolean interrupt) throws Exception {
        try (Pair pair = Pair.open()) {
            Parked read = park(pair::receive);
            if (interrupt)
                read.thread.interrupt();
            else
                pair.server.close();
            return read.result() + " " + pair.client.read(ByteBuffer.allocate(1));
        }
    }

    private static Socket[] sockets() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            return new Socket[] {client, listener.accept()};
        }
    }

    private static Object timedRead() throws Exception {
        Socket[] ends = sockets();
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(60_000);
            Parked read = park(() -> server.getInputStream().read(new byte[100]));
            client.getOutputStream().write(new byte[23]);
            return read.result();
        }
    }

    private static Object timesOut() throws Exception {
        Socket[] ends = sockets();
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(13);
            return park(() -> server.getInputStream().read()).result() + " " + client.isConnected();
        }
    }

    private static Object closeSocket() throws Exception {
        Socket[] ends = sockets();
        try (Socket client = ends[0]; Socket server = ends[1]) {
            Parked read = park(() -> server.getInputStream().read());
            Blocked.close(server);
            return read.result() + " " + client.getInputStream().read();
        }
    }

    private static Object closeAccept() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Parked accept = park(listener::accept);
            Blocked.close(listener);
            return accept.result();
        }
    }

    private static Object datagram() throws Exception {
        try (DatagramChannel one = DatagramChannel.open().bind(Pair.loopback()); DatagramChannel two = DatagramChannel.open()) {
            ByteBuffer buffer = ByteBuffer.allocate(100);
            Parked receive = park(() -> one.receive(buffer) != null);
            two.send(ByteBuffer.allocate(43), one.getLocalAddress());
            return receive.result() + " " + buffer.position();
        }
    }

    private static Object select() throws Exception {
        try (Selector selector = Selector.open(); Pair pair = Pair.nonBlockingServer()) {
            pair.server.register(selector, OP_READ);
            StringBuilder seen = new StringBuilder();
            for (int i = 1; i <= 5; i++) {
                Parked select = park(selector::select);
                pair.send(i);
                seen.append(select.result()).append('/').append(pair.receive()).append(' ');
                selector.selectedKeys().clear();
            }
            return seen;
        }
    }

    private static Object wakeup() throws Exception {
        try (Selector selector = Selector.open()) {
            Parked select = park(selector::select);
            selector.wakeup();
            return select.result();
        }
    }

    private static Object notEarly() throws Exception {
        try (Selector selector = Selector.open()) {
            return park(() -> {
                long start = System.nanoTime();
                int n = selector.select(53);
                return n + (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(53) ? " early" : " not early");
            }).result();
        }
    }

    /** A prime number of virtual threads, each parked on a read of its own. */
    private static Object crowd() throws Exception {
        List<Pair> pairs = new ArrayList<>();
        List<Parked> reads = new ArrayList<>();
        for (int i = 0; i < 101; i++) {
            Pair pair = Pair.open();
            pairs.add(pair);
            reads.add(park(pair::receive));
        }
        for (int i = 0; i < 101; i++)
            pairs.get(i).send(i + 1);
        int bytes = 0;
        for (Parked read : reads)
            bytes += Integer.parseInt(read.result());
        for (Pair pair : pairs)
            pair.close();
        return bytes;
    }
}
