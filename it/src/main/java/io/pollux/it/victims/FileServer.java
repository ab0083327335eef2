package io.pollux.it.victims;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sends a file of a prime size (the argument) by {@code transferTo} for each byte a connection asks with. */
final class FileServer implements Server {
    @Override
    public String start(String[] args) throws IOException {
        long bytes = Long.parseLong(args[0]);
        Path file = Files.createTempFile("px", ".bin");
        file.toFile().deleteOnExit();
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        FileChannel content = FileChannel.open(file);
        ServerSocketChannel listener = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Workers.run("acceptor", () -> {
            while (true) {
                SocketChannel channel = listener.accept();
                Workers.run("sender", () -> serve(channel, content));
            }
        });
        return Keys.where(listener.getLocalAddress());
    }

    private static void serve(SocketChannel channel, FileChannel content) throws IOException {
        Tally tally = Tally.of(Keys.remote(channel.getRemoteAddress()));
        ByteBuffer request = ByteBuffer.allocateDirect(1);
        try (channel) {
            while (channel.read(request.clear()) == 1) {
                tally.read(1);
                send(channel, content, tally);
            }
        }
    }

    private static void send(SocketChannel channel, FileChannel content, Tally tally) throws IOException {
        for (long at = 0; at < content.size();) {
            long n = content.transferTo(at, content.size() - at, channel);
            tally.add("sendfile_bytes", n);
            at += n;
        }
        tally.add("write_bytes", 0);
    }
}
