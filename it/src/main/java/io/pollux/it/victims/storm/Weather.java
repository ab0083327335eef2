package io.pollux.it.victims.storm;

import io.pollux.it.victims.Work;
import io.pollux.it.victims.Workers;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** What disturbs the loops while it lasts: wake-ups, interrupts, garbage and its collection, processes that fork and exec. */
final class Weather {
    private static final int GARBAGE_BYTES = 100_003;

    private final List<Loop> loops;
    private final Random random;
    private final byte[][] garbage = new byte[64][];
    /** Held for writing while the weather is fair; each disturbance holds it for reading. */
    private final ReentrantReadWriteLock fair = new ReentrantReadWriteLock();

    Weather(List<Loop> loops, long seed) {
        this.loops = loops;
        this.random = new Random(seed);
        fair(true);
        Workers.run("storm-wakeups", () -> again(TimeUnit.MICROSECONDS.toNanos(300), () -> loop().selector().wakeup()));
        Workers.run("storm-interrupt", () -> again(TimeUnit.MILLISECONDS.toNanos(2), () -> loop().thread().interrupt()));
        Workers.run("storm-garbage", () -> again(TimeUnit.MILLISECONDS.toNanos(1), this::litter));
        Workers.run("storm-forks", () -> again(TimeUnit.MILLISECONDS.toNanos(50), () -> new ProcessBuilder("true").start().waitFor()));
    }

    /** Ends the disturbances, the last of which is over when this returns, or begins them. By one thread alone. */
    void fair(boolean is) {
        if (is)
            fair.writeLock().lock();
        else
            fair.writeLock().unlock();
    }

    private Loop loop() {
        return loops.get(random.nextInt(loops.size()));
    }

    private void litter() {
        garbage[random.nextInt(garbage.length)] = new byte[GARBAGE_BYTES];
        if (random.nextInt(200) == 0)
            System.gc();
    }

    private void again(long pauseNs, Work work) throws Exception {
        while (true) {
            fair.readLock().lock();
            try {
                work.run();
            } finally {
                fair.readLock().unlock();
            }
            LockSupport.parkNanos(pauseNs);
        }
    }
}
