package io.pollux.agent.buffers;

import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.function.IntSupplier;

/** What the threads' caches of temporary direct buffers hold, as JSON. Thread-safe. */
public final class TemporaryBuffers {
    /** Name of the fact. */
    public static final String FACT = "temporary_buffers";
    /** A fact has room for 4000 bytes: the threads that hold most, with names of this length at most. */
    private static final int ROOM = 3_400;
    private static final int NAME = 40;

    private final Runnable opener;
    private final IntSupplier largestSeen;
    private BufferCaches caches;
    private String objection;

    /**
     * Does nothing yet: the first look takes a cold JVM some 80 ms, later ones 0.1 to 1 ms.
     *
     * @param opener      opens java.lang to this package, before the first look
     * @param largestSeen the largest temporary buffer that a counted copy went through; 0: none
     */
    public TemporaryBuffers(Runnable opener, IntSupplier largestSeen) {
        this.opener = opener;
        this.largestSeen = largestSeen;
    }

    /**
     * Looks now. {@code largest_bytes} is the largest buffer asked for that is known: without a limit the cache keeps it for as long as
     * its thread lives; one above the limit is known where copies are counted. A JDK that keeps its buffers in another way is told by
     * {@code unknown}.
     */
    public synchronized String toJson() {
        try {
            if (caches == null && objection == null) {
                opener.run();
                caches = new BufferCaches();
            }
            return objection == null ? json(caches.all()) : unknown();
        } catch (ReflectiveOperationException | RuntimeException e) {
            objection = e.toString();
            return unknown();
        }
    }

    private String json(List<BufferCache> held) {
        StringBuilder text = new StringBuilder();
        try {
            write(new JsonWriter(text), text, held);
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder takes everything", e);
        }
        return text.toString();
    }

    private void write(JsonWriter json, StringBuilder text, List<BufferCache> held) throws IOException {
        int largest = Math.max(largestSeen.getAsInt(), held.stream().mapToInt(BufferCache::largest).max().orElse(0));
        json.beginObject();
        json.name("at_ms").value(System.currentTimeMillis());
        json.name("threads").value(held.size());
        json.name("buffers").value(held.stream().mapToLong(BufferCache::buffers).sum());
        json.name("bytes").value(held.stream().mapToLong(BufferCache::bytes).sum());
        json.name("largest_bytes").value(largest);
        json.name("limit_bytes").raw(caches.limit() == Long.MAX_VALUE ? "null" : Long.toString(caches.limit()));
        json.name("holding").beginArray();
        for (BufferCache cache : held) {
            if (text.length() < ROOM) {
                write(json, cache);
            }
        }
        json.endArray().endObject();
    }

    private static void write(JsonWriter json, BufferCache cache) throws IOException {
        String name = cache.thread();
        json.beginObject();
        json.name("thread").value(name.length() > NAME ? name.substring(0, NAME) : name);
        json.name("id").value(cache.id());
        json.name("buffers").value(cache.buffers());
        json.name("bytes").value(cache.bytes());
        json.name("largest_bytes").value(cache.largest());
        json.endObject();
    }

    private String unknown() {
        StringBuilder text = new StringBuilder();
        try {
            new JsonWriter(text).beginObject().name("unknown").value(objection).endObject();
        } catch (IOException e) {
            throw new AssertionError("a StringBuilder takes everything", e);
        }
        return text.toString();
    }
}
