package io.pollux.it.victims.semantics;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Files, and what else goes through the same natives as sockets: transfers, child processes, watch services. */
final class FileCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("file-scatter-gather", FileCases::scatterGather);
        ALL.put("file-positional", FileCases::positional);
        ALL.put("file-transfer-to-file", FileCases::toFile);
        ALL.put("file-transfer-to-socket", FileCases::toSocket);
        ALL.put("file-transfer-to-non-blocking-socket", FileCases::toNonBlockingSocket);
        ALL.put("file-transfer-from-socket", FileCases::fromSocket);
        ALL.put("file-closed-channel", FileCases::closed);
        ALL.put("file-watched", FileCases::watched);
        ALL.put("child-process-streams", FileCases::child);
    }

    private FileCases() {
    }

    /** A sparse file of so many bytes, deleted on close. */
    private static FileChannel file(long bytes) throws Exception {
        Path path = Files.createTempFile("px", ".bin");
        path.toFile().deleteOnExit();
        try (RandomAccessFile sparse = new RandomAccessFile(path.toFile(), "rw")) {
            sparse.setLength(bytes);
        }
        return FileChannel.open(path, READ, WRITE);
    }

    private static Object scatterGather() throws Exception {
        try (FileChannel file = file(0)) {
            long wrote = file.write(new ByteBuffer[] {ByteBuffer.allocate(101), ByteBuffer.allocateDirect(53)});
            file.position(7);
            long read = file.read(new ByteBuffer[] {ByteBuffer.allocateDirect(100), ByteBuffer.allocate(100)});
            return wrote + " " + read + " " + file.read(ByteBuffer.allocate(1));
        }
    }

    private static Object positional() throws Exception {
        try (FileChannel file = file(0)) {
            return file.write(ByteBuffer.allocate(13), 1009) + " " + file.size() + " " + file.read(ByteBuffer.allocate(100), 1000) + " " + file.position();
        }
    }

    private static Object toFile() throws Exception {
        try (FileChannel from = file(100_003); FileChannel to = file(0)) {
            return from.transferTo(0, 100_003, to) + " " + to.size() + " " + to.transferFrom(from.position(0), 100_003, 7);
        }
    }

    private static Object toSocket() throws Exception {
        try (FileChannel file = file(10_007); Pair pair = Pair.open()) {
            long sent = file.transferTo(0, 10_007, pair.client);
            long got = 0;
            while (got < sent)
                got += pair.receive();
            return sent + " " + got;
        }
    }

    private static Object toNonBlockingSocket() throws Exception {
        try (FileChannel file = file(100_000_007); Pair pair = Pair.nonBlockingServer()) {
            long sent = 0;
            long n;
            while ((n = file.transferTo(sent, file.size() - sent, pair.server)) > 0)
                sent += n;
            ByteBuffer buffer = ByteBuffer.allocateDirect(65_521);
            long got = 0;
            while (got < sent)
                got += pair.client.read(buffer.clear());
            return n + " " + (got == sent) + " " + (sent < file.size());
        }
    }

    private static Object fromSocket() throws Exception {
        try (FileChannel file = file(0); Pair pair = Pair.open()) {
            pair.send(5003);
            pair.client.shutdownOutput();
            return file.transferFrom(pair.server, 0, 10_007) + " " + file.size();
        }
    }

    private static Object closed() throws Exception {
        FileChannel file = file(1);
        file.close();
        return file.read(ByteBuffer.allocate(1));
    }

    private static Object watched() throws Exception {
        Path dir = Files.createTempDirectory("px");
        dir.toFile().deleteOnExit();
        try (WatchService watch = dir.getFileSystem().newWatchService()) {
            dir.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
            Files.delete(Files.createFile(dir.resolve("seen")));
            WatchKey key = watch.poll(10, TimeUnit.SECONDS);
            return key.pollEvents().get(0).context();
        }
    }

    private static Object child() throws Exception {
        Process child = new ProcessBuilder("cat").start();
        child.getOutputStream().write("through the child".getBytes());
        child.getOutputStream().close();
        return new String(child.getInputStream().readAllBytes()) + " " + child.waitFor();
    }
}
