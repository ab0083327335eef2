package io.pollux.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** Switches a victim from engine to engine, as fast as attaches go, until the victim ends. */
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
            // The victim's end ends the last attach, too.
            failure = e;
        }
    }

    /** How often it switched before the victim ended; fails if a switch failed while the victim lived. */
    public int switches() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(120));
        assertThat(thread.isAlive()).as("a switch hangs").isFalse();
        if (victim.isAlive())
            assertThat(failure).as("failure of a switch").isNull();
        return switches;
    }

    @Override
    public void close() {
        stopped = true;
    }
}
