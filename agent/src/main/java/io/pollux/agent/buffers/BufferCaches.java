package io.pollux.agent.buffers;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Every thread's cache of temporary direct buffers, looked at while the threads run. sun.nio.ch and java.lang must be open to this class. */
final class BufferCaches {
    private static final String UTIL = "sun.nio.ch.Util";
    /** Threads that start while the others are listed. */
    private static final int MORE_THREADS = 64;

    private final ThreadLocals locals = new ThreadLocals();
    private final ThreadLocal<?> cache;
    private final Field buffers;
    private final long limit;

    /** Throws ReflectiveOperationException or RuntimeException where this JDK keeps its buffers in another way. */
    BufferCaches() throws ReflectiveOperationException {
        Class<?> util = Class.forName(UTIL, false, null);
        cache = (ThreadLocal<?>) open(util, "bufferCache").get(null);
        limit = open(util, "MAX_CACHED_BUFFER_SIZE").getLong(null);
        buffers = open(Class.forName(UTIL + "$BufferCache", false, null), "buffers");
    }

    private static Field open(Class<?> type, String name) throws NoSuchFieldException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }

    /** jdk.nio.maxCachedBufferSize: larger buffers are freed after each use; Long.MAX_VALUE when it is not set. */
    long limit() {
        return limit;
    }

    /** The threads of the application that hold buffers, those with most bytes first. */
    List<BufferCache> all() throws IllegalAccessException {
        List<BufferCache> all = new ArrayList<>();
        for (Thread thread : threads()) {
            Object found = thread.getName().startsWith("pollux-") ? null : locals.get(thread, cache);
            if (found != null) {
                add(all, BufferCache.of(thread, (ByteBuffer[]) buffers.get(found)));
            }
        }
        all.sort(Comparator.comparingLong(BufferCache::bytes).reversed());
        return all;
    }

    private static void add(List<BufferCache> all, BufferCache held) {
        if (held.buffers() > 0) {
            all.add(held);
        }
    }

    /** Every platform thread, carriers of virtual ones among them; no stack is looked at, and none is stopped. */
    private static List<Thread> threads() {
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        Thread[] found = new Thread[root.activeCount() + MORE_THREADS];
        int n = root.enumerate(found, true);
        return Arrays.asList(found).subList(0, n);
    }
}
