package io.pollux.it.victims.semantics;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Blocking sockets of {@code java.net} and the socket adaptors of channels, with and without SO_TIMEOUT. */
final class StreamCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("socket-read-times-out-not-early", () -> timesOut(sockets()));
        ALL.put("socket-read-after-timeout", () -> readAfterTimeout(sockets()));
        ALL.put("socket-read-within-timeout", () -> readWithin(sockets()));
        ALL.put("socket-end-of-stream", () -> endOfStream(sockets()));
        ALL.put("socket-urgent-data-aside", () -> urgent(sockets(), false));
        ALL.put("socket-urgent-data-inline", () -> urgent(sockets(), true));
        ALL.put("socket-available", () -> available(sockets()));
        ALL.put("adaptor-read-times-out-not-early", () -> timesOut(adaptors()));
        ALL.put("adaptor-read-after-timeout", () -> readAfterTimeout(adaptors()));
        ALL.put("adaptor-read-within-timeout", () -> readWithin(adaptors()));
        ALL.put("adaptor-end-of-stream", () -> endOfStream(adaptors()));
    }

    private StreamCases() {
    }

    private static Socket[] sockets() throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            return new Socket[] {client, listener.accept()};
        }
    }

    private static Socket[] adaptors() throws IOException {
        Pair pair = Pair.open();
        return new Socket[] {pair.client.socket(), pair.server.socket()};
    }

    private static Object timesOut(Socket[] ends) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(53);
            long start = System.nanoTime();
            String outcome = read(server);
            boolean early = System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(53);
            return outcome + " " + (early ? "early" : "not early") + " " + client.isConnected();
        }
    }

    private static String read(Socket socket) {
        try {
            return String.valueOf(socket.getInputStream().read());
        } catch (IOException e) {
            return Blocked.nameOf(e);
        }
    }

    private static Object readAfterTimeout(Socket[] ends) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(3);
            String outcome = read(server);
            client.getOutputStream().write(new byte[31]);
            server.setSoTimeout(0);
            return outcome + " " + server.getInputStream().readNBytes(31).length;
        }
    }

    private static Object readWithin(Socket[] ends) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(60_000);
            Blocked read = Blocked.in(() -> server.getInputStream().read(new byte[100]));
            client.getOutputStream().write(new byte[29]);
            return read.result();
        }
    }

    private static Object endOfStream(Socket[] ends) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setSoTimeout(60_000);
            client.getOutputStream().write(new byte[] {5});
            client.shutdownOutput();
            InputStream in = server.getInputStream();
            return in.read() + " " + in.read() + " " + in.read();
        }
    }

    private static Object urgent(Socket[] ends, boolean inline) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            server.setOOBInline(inline);
            server.setSoTimeout(60_000);
            client.getOutputStream().write(new byte[] {1, 2});
            client.sendUrgentData(3);
            client.getOutputStream().write(new byte[] {4});
            client.shutdownOutput();
            StringBuilder got = new StringBuilder();
            for (int b = server.getInputStream().read(); b >= 0; b = server.getInputStream().read())
                got.append(b);
            return got;
        }
    }

    private static Object available(Socket[] ends) throws Exception {
        try (Socket client = ends[0]; Socket server = ends[1]) {
            client.getOutputStream().write(new byte[37]);
            int first = server.getInputStream().read();
            return first + " " + server.getInputStream().available();
        }
    }
}
