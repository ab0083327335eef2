package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Switches a victim from engine to engine, as fast as attaches go or at a pace, until it is stopped. */
public final class Switcher implements AutoCloseable {
    private final Victim victim;
    private final Thread thread;
    private volatile int switches;
    private volatile Exception failure;
    private volatile boolean stopped;

    private final long everyMs;

    private Switcher(Victim victim, long everyMs) {
        this.victim = victim;
        this.everyMs = everyMs;
        this.thread = new Thread(this::run, "switcher");
        thread.setDaemon(true);
    }

    public static Switcher of(Victim victim) {
        return of(victim, 0);
    }

    /** One switch in so many milliseconds, or as they go where that takes longer. */
    public static Switcher of(Victim victim, long everyMs) {
        Switcher switcher = new Switcher(victim, everyMs);
        switcher.thread.start();
        return switcher;
    }

    private void run() {
        List<String> engines = Repository.engines();
        try {
            while (!stopped && victim.isAlive()) {
                long next = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(everyMs);
                DirectAttach.load(victim, "engine=" + engines.get((switches + 1) % engines.size()));
                switches++;
                LockSupport.parkNanos(next - System.nanoTime());
            }
        } catch (Exception e) {
            failure = e;
        }
    }

    /** Ends the switching, while the victim still lives; how often it switched. Fails if one did. */
    public int stop() throws InterruptedException {
        stopped = true;
        thread.join(TimeUnit.SECONDS.toMillis(120));
        assertThat(thread.isAlive()).as("a switch hangs").isFalse();
        assertThat(failure).as("failure of a switch").isNull();
        return switches;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
