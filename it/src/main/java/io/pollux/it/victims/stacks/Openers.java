package io.pollux.it.victims.stacks;

import io.pollux.it.victims.Talk;
import io.pollux.it.victims.VirtualThreads;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Opens descriptors, each kind in a method of its own name. Commands: "open KIND N", on the main thread; "virtual KIND N", on a virtual thread;
 * "deep KIND N", from inside a recursion; "close" closes all that are open.
 */
public final class Openers {
    private static final int DEEP = 101;

    private final List<Closeable> open = new ArrayList<>();
    private final ServerSocketChannel channels = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    private final ServerSocket sockets = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

    private Openers() throws IOException {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        Openers openers = new Openers();
        Talk.serve(openers::run);
    }

    private void run(String[] words) throws Exception {
        switch (words[0]) {
            case "open" -> openMany(words[1], Integer.parseInt(words[2]));
            case "virtual" -> {
                Thread thread = VirtualThreads.start(() -> openMany(words[1], Integer.parseInt(words[2])));
                thread.join();
            }
            case "deep" -> deeper(DEEP, words[1], Integer.parseInt(words[2]));
            case "close" -> closeAll();
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private Void deeper(int depth, String kind, int n) throws Exception {
        return depth == 0 ? openMany(kind, n) : deeper(depth - 1, kind, n);
    }

    private Void openMany(String kind, int n) throws Exception {
        for (int i = 0; i < n; i++)
            openOne(kind);
        return null;
    }

    private void openOne(String kind) throws Exception {
        switch (kind) {
            case "channel" -> {
                connectChannel();
                acceptChannel();
            }
            case "socket" -> {
                connectSocket();
                acceptSocket();
            }
            case "unix" -> openUnix();
            case "pipe" -> openPipe();
            case "datagram" -> openDatagram();
            case "async" -> openAsync();
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private void connectChannel() throws IOException {
        open.add(SocketChannel.open(channels.getLocalAddress()));
    }

    private void acceptChannel() throws IOException {
        open.add(channels.accept());
    }

    private void connectSocket() throws IOException {
        open.add(new Socket(sockets.getInetAddress(), sockets.getLocalPort()));
    }

    private void acceptSocket() throws IOException {
        open.add(sockets.accept());
    }

    private void openUnix() throws IOException {
        open.add(SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    private void openPipe() throws IOException {
        Pipe pipe = Pipe.open();
        open.add(pipe.source());
        open.add(pipe.sink());
    }

    private void openDatagram() throws IOException {
        open.add(DatagramChannel.open());
    }

    private void openAsync() throws IOException {
        open.add(AsynchronousSocketChannel.open());
    }

    private void closeAll() throws IOException {
        for (Closeable one : open)
            one.close();
        open.clear();
    }
}
