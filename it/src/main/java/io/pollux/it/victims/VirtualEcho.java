package io.pollux.it.victims;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** {@code java.net} sockets, a virtual thread each (JDK 21 and later). First argument: SO_TIMEOUT in ms, 0 for none. */
final class VirtualEcho implements Server {
    @Override
    public String start(String[] args) throws Exception {
        int timeoutMs = Integer.parseInt(args[0]);
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        VirtualThreads.start(() -> {
            while (true) {
                Socket socket = listener.accept();
                socket.setSoTimeout(timeoutMs);
                VirtualThreads.start(() -> BlockingEcho.echo(socket));
            }
        });
        return Integer.toString(listener.getLocalPort());
    }
}
