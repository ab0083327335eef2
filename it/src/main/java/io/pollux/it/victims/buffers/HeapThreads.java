package io.pollux.it.victims.buffers;

import io.pollux.it.victims.Talk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Threads that need temporary direct buffers of known sizes. Commands: "write NAME BYTES..." has the thread of that name, made on first use,
 * write heap buffers of these sizes in one call; "end NAME" ends it and waits until it has ended; "many COUNT BYTES" makes so many threads at once.
 */
public final class HeapThreads {
    private final Map<String, ExecutorService> threads = new HashMap<>();
    private final Map<String, Thread> running = new HashMap<>();

    private HeapThreads() {
    }

    public static void main(String[] args) throws Exception {
        Talk.hello();
        HeapThreads threads = new HeapThreads();
        Talk.serve(threads::run);
    }

    private void run(String[] words) throws Exception {
        switch (words[0]) {
            case "write" -> write(words[1], words);
            case "end" -> end(words[1]);
            case "many" -> {
                for (int i = 0; i < Integer.parseInt(words[1]); i++)
                    write("many-" + i, new String[] {"", "", words[2]});
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private void write(String name, String[] sizes) throws Exception {
        ByteBuffer[] buffers = new ByteBuffer[sizes.length - 2];
        for (int i = 0; i < buffers.length; i++)
            buffers[i] = ByteBuffer.allocate(Integer.parseInt(sizes[i + 2]));
        threads.computeIfAbsent(name, n -> Executors.newSingleThreadExecutor(task -> start(n, task))).submit(() -> write(buffers)).get();
    }

    private Thread start(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        running.put(name, thread);
        return thread;
    }

    /** Sizes that fit into an empty pipe (64 KiB). */
    private static Void write(ByteBuffer[] buffers) throws IOException {
        Pipe pipe = Pipe.open();
        if (buffers.length == 1)
            pipe.sink().write(buffers[0]);
        else
            pipe.sink().write(buffers);
        pipe.sink().close();
        pipe.source().close();
        return null;
    }

    private void end(String name) throws InterruptedException {
        threads.remove(name).shutdown();
        running.remove(name).join();
    }
}
