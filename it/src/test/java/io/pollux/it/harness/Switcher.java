package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Switches a victim from engine to engine, as fast as attaches go, until it is stopped. */
public final class Switcher implements AutoCloseable {
    private final Victim victim;
    private final Thread thread;
    private volatile int switches;
    private volatile Exception failure;
    private volatile boolean stopped;

    private Switcher(Victim victim) {
        this.victim = victim;
        this.thread = new Thread(this::run, "switcher");
        thread.setDaemon(true);
    }

    public static Switcher of(Victim victim) {
        Switcher switcher = new Switcher(victim);
        switcher.thread.start();
        return switcher;
    }

    private void run() {
        List<String> engines = Repository.engines();
        try {
            while (!stopped && victim.isAlive()) {
                DirectAttach.load(victim, "engine=" + engines.get((switches + 1) % engines.size()));
                switches++;
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
