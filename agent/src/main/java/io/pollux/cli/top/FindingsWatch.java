package io.pollux.cli.top;

import io.pollux.findings.Diagnosis;
import io.pollux.findings.Interval;
import io.pollux.findings.Observation;
import io.pollux.findings.Thresholds;
import io.pollux.ledger.LedgerReader;
import java.io.Closeable;
import java.util.concurrent.TimeUnit;

/**
 * Looks for findings beside the screen, on a daemon thread: for two seconds in eight, and more seldom when a look takes long. It reads what
 * {@code pollux diagnose} reads; the JVM is asked nothing.
 */
final class FindingsWatch implements Runnable, Closeable {
    private static final long WATCH_NS = 2_000_000_000L;
    private static final long REST_NS = 6_000_000_000L;
    /** Rests this many times as long as it worked, at least. */
    private static final int REST_SHARE = 20;

    private final LedgerReader reader;
    private final long pid;
    private final Thread thread = new Thread(this, "pollux-findings");
    private volatile Diagnosis last;
    private volatile boolean paused;

    /** {@code pid}: as this process sees it, which in a container is another number than it knows itself by. */
    FindingsWatch(LedgerReader reader, long pid) {
        this.reader = reader;
        this.pid = pid;
        thread.setDaemon(true);
        thread.start();
    }

    /** What was found last; null while it is watching for the first time. */
    Diagnosis last() {
        return last;
    }

    /** While paused, what was found stays. */
    void pause(boolean wanted) {
        paused = wanted;
    }

    @Override
    public void run() {
        try {
            while (!Thread.interrupted()) {
                long worked = paused || reader.detached() ? 0 : look();
                TimeUnit.NANOSECONDS.sleep(Math.max(REST_NS, REST_SHARE * worked));
            }
        } catch (InterruptedException | RuntimeException e) {
            // The end of the screen, or of the process while it was looked at: what was found last stays.
        }
    }

    /** Returns how long it worked, its sleep aside. */
    private long look() throws InterruptedException {
        long began = System.nanoTime();
        Observation before = Observation.of(reader, pid);
        long worked = System.nanoTime() - began;
        TimeUnit.NANOSECONDS.sleep(WATCH_NS);
        began = System.nanoTime();
        Diagnosis diagnosis = Diagnosis.of(new Interval(before, Observation.of(reader, pid), Thresholds.STANDARD));
        if (!paused) {
            last = diagnosis;
        }
        return worked + System.nanoTime() - began;
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
