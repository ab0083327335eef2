package io.pollux.it.victims.storm;

import io.pollux.it.victims.Work;
import io.pollux.it.victims.Workers;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A selector and its thread: waits in every way there is, runs what other threads leave for it, and forgets interrupts. */
final class Loop {
    /** What a key is for. */
    interface Handler {
        void ready(SelectionKey key);
    }

    private final Selector selector = Selector.open();
    private final Queue<Work> tasks = new ConcurrentLinkedQueue<>();
    private final Random random;
    private final Thread thread;
    private volatile boolean calm;
    private volatile long turns;

    Loop(String name, long seed) throws IOException {
        random = new Random(seed);
        thread = Workers.run(name, this::run);
    }

    Selector selector() {
        return selector;
    }

    Thread thread() {
        return thread;
    }

    /** How often a wait has returned. */
    long turns() {
        return turns;
    }

    /** From its next turn on the loop waits without a time-out, so that it returns for a reason alone. */
    void calm(boolean on) {
        calm = on;
        selector.wakeup();
    }

    /** Has the loop's thread do something, soon. */
    void later(Work work) {
        tasks.add(work);
        selector.wakeup();
    }

    private void run() throws Exception {
        while (true) {
            select(calm ? 0 : random.nextInt(4));
            Thread.interrupted();
            for (Work work = tasks.poll(); work != null; work = tasks.poll())
                work.run();
            turns = turns + 1;
        }
    }

    private void select(int way) throws IOException {
        switch (way) {
            case 1 -> selector.select(this::ready, 1 + random.nextInt(20));
            case 2 -> selector.selectNow(this::ready);
            default -> selector.select(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        ((Handler) key.attachment()).ready(key);
    }
}
