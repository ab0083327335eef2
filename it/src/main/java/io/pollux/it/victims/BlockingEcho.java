package io.pollux.it.victims;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** {@code java.net} sockets, a platform thread each. First argument: SO_TIMEOUT in ms, 0 for none. */
final class BlockingEcho implements Server {
    @Override
    public String start(String[] args) throws IOException {
        int timeoutMs = Integer.parseInt(args[0]);
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Workers.run("acceptor", () -> {
            while (true) {
                Socket socket = listener.accept();
                socket.setSoTimeout(timeoutMs);
                Workers.run("echo", () -> echo(socket));
            }
        });
        return Integer.toString(listener.getLocalPort());
    }

    /** Echoes until the peer ends; bytes are what the streams said, as the calls below them are the JDK's business. */
    static void echo(Socket socket) throws IOException {
        Tally tally = Tally.of(Keys.remote(socket.getRemoteSocketAddress()));
        byte[] buffer = new byte[4099];
        try (socket) {
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                tally.add("read_bytes", n);
                tally.add("write_bytes", n);
                socket.getOutputStream().write(buffer, 0, n);
            }
            Tally.forget(tally);
        }
    }
}
