package io.pollux.it.victims.storm;

import io.pollux.it.victims.Talk;
import io.pollux.it.victims.Work;
import io.pollux.it.victims.Workers;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What all connections of a storm share: how many live, how they ended, what went wrong. Thread-safe. */
final class Sky {
    private static final long LIMIT_NS = TimeUnit.SECONDS.toNanos(60);

    private final long seed;
    private final Books outbound = new Books();
    private final BlockingQueue<Work> elsewhere = new LinkedBlockingQueue<>();
    private final Set<Object> live = ConcurrentHashMap.newKeySet();
    private final Map<Ending, Long> endings = new EnumMap<>(Ending.class);
    private long sequence;
    private long begun;
    private long over;
    private long bytes;

    Sky(long seed) {
        this.seed = seed;
        this.sequence = seed << 20;
        for (int i = 0; i < 2; i++)
            Workers.run("storm-closer-" + i, this::closeOthers);
    }

    /** The clients' side of the non-blocking connections. */
    Books outbound() {
        return outbound;
    }

    private void closeOthers() throws Exception {
        while (true)
            elsewhere.take().run();
    }

    /** Has another thread do it, at once or a little later. */
    void closeElsewhere(Work work) {
        elsewhere.add(work);
    }

    /** The id of one more connection. */
    synchronized long begin(Ending ending) {
        begun++;
        return ending.id(++sequence);
    }

    /** A connection has ended, with so many bytes come back right. */
    synchronized void over(Object connection, Ending ending, long echoed) {
        live.remove(connection);
        endings.merge(ending, 1L, Long::sum);
        bytes += echoed;
        over++;
        notifyAll();
    }

    synchronized long live() {
        return begun - over;
    }

    /** Waits until no more than so many connections live; false if that takes a minute. */
    synchronized boolean awaitAtMost(long most) throws InterruptedException {
        long limit = System.nanoTime() + LIMIT_NS;
        while (begun - over > most) {
            long left = TimeUnit.NANOSECONDS.toMillis(limit - System.nanoTime());
            if (left <= 0)
                return false;
            wait(left);
        }
        return true;
    }

    /** How many connections ended which way, and how many bytes came back right. */
    synchronized void tell() {
        StringBuilder text = new StringBuilder();
        endings.forEach((ending, n) -> text.append(' ').append(ending).append('=').append(n));
        Talk.say("connections %d bytes %d%s", over, bytes, text);
    }

    /** The test fails for it. */
    void failed(long id, String what) {
        Talk.say("failed seed %d, connection %d %s: %s", seed, id, id < 0 ? "" : Ending.of(id), what);
    }

    /** Notes a connection so that it can be told of when it is stuck. */
    <T> T watched(T connection) {
        live.add(connection);
        return connection;
    }

    void tellStuck() {
        live.stream().limit(5).forEach(connection -> Talk.say("failed seed %d, stuck: %s", seed, connection));
    }
}
