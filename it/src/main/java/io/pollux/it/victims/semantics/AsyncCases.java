package io.pollux.it.victims.semantics;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Asynchronous channels: their port waits with one-shot interest that other threads renew. */
final class AsyncCases {
    static final Map<String, Semantics.Case> ALL = new LinkedHashMap<>();

    static {
        ALL.put("async-accept-connect-echo", AsyncCases::echo);
        ALL.put("async-many-rounds", AsyncCases::rounds);
        ALL.put("async-read-times-out", AsyncCases::timesOut);
        ALL.put("async-close-pending-read", AsyncCases::closePending);
        ALL.put("async-end-of-stream", AsyncCases::endOfStream);
        ALL.put("async-group-shutdown", AsyncCases::groupShutdown);
    }

    private AsyncCases() {
    }

    /** Two connected asynchronous channels of the default group. */
    private static AsynchronousSocketChannel[] pair() throws Exception {
        try (AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open().bind(Pair.loopback())) {
            Future<AsynchronousSocketChannel> accepted = listener.accept();
            AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
            client.connect(listener.getLocalAddress()).get();
            return new AsynchronousSocketChannel[] {client, accepted.get()};
        }
    }

    private static Object echo() throws Exception {
        AsynchronousSocketChannel[] ends = pair();
        try (AsynchronousSocketChannel client = ends[0]; AsynchronousSocketChannel server = ends[1]) {
            Future<Integer> read = server.read(ByteBuffer.allocate(100));
            int wrote = client.write(ByteBuffer.allocate(19)).get();
            return wrote + " " + read.get();
        }
    }

    private static Object rounds() throws Exception {
        AsynchronousSocketChannel[] ends = pair();
        try (AsynchronousSocketChannel client = ends[0]; AsynchronousSocketChannel server = ends[1]) {
            int bytes = 0;
            for (int i = 1; i <= 101; i++) {
                Future<Integer> read = server.read(ByteBuffer.allocateDirect(i));
                client.write(ByteBuffer.allocate(i)).get();
                bytes += read.get();
            }
            return bytes;
        }
    }

    private static Object timesOut() throws Exception {
        AsynchronousSocketChannel[] ends = pair();
        try (AsynchronousSocketChannel client = ends[0]; AsynchronousSocketChannel server = ends[1]) {
            CompletableFuture<Integer> read = new CompletableFuture<>();
            server.read(ByteBuffer.allocate(1), 13, TimeUnit.MILLISECONDS, null, completing(read));
            return cause(read) + " " + client.isOpen();
        }
    }

    private static CompletionHandler<Integer, Void> completing(CompletableFuture<Integer> future) {
        return new CompletionHandler<>() {
            @Override
            public void completed(Integer n, Void unused) {
                future.complete(n);
            }

            @Override
            public void failed(Throwable e, Void unused) {
                future.completeExceptionally(e);
            }
        };
    }

    private static String cause(Future<Integer> future) throws InterruptedException {
        try {
            return String.valueOf(future.get());
        } catch (ExecutionException e) {
            return Blocked.nameOf(e.getCause());
        }
    }

    private static Object closePending() throws Exception {
        AsynchronousSocketChannel[] ends = pair();
        try (AsynchronousSocketChannel client = ends[0]; AsynchronousSocketChannel server = ends[1]) {
            Future<Integer> read = server.read(ByteBuffer.allocate(1));
            Blocked.close(server);
            return cause(read) + " " + client.read(ByteBuffer.allocate(1)).get();
        }
    }

    private static Object endOfStream() throws Exception {
        AsynchronousSocketChannel[] ends = pair();
        try (AsynchronousSocketChannel client = ends[0]; AsynchronousSocketChannel server = ends[1]) {
            Future<Integer> read = server.read(ByteBuffer.allocate(1));
            client.shutdownOutput();
            return read.get() + " " + server.read(ByteBuffer.allocate(1)).get();
        }
    }

    private static Object groupShutdown() throws Exception {
        AsynchronousChannelGroup group = AsynchronousChannelGroup.withFixedThreadPool(2, Executors.defaultThreadFactory());
        AsynchronousServerSocketChannel listener = AsynchronousServerSocketChannel.open(group).bind(Pair.loopback());
        Future<AsynchronousSocketChannel> accept = listener.accept();
        group.shutdownNow();
        boolean ended = group.awaitTermination(10, TimeUnit.SECONDS);
        try {
            return accept.get() + " " + ended;
        } catch (ExecutionException e) {
            return Blocked.nameOf(e.getCause()) + " " + ended;
        }
    }
}
