package io.pollux.agent.jfr;

import io.pollux.findings.Interval;
import io.pollux.findings.Observation;
import io.pollux.findings.Thresholds;
import io.pollux.ledger.LedgerReader;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Runs at the period of one event, on the recorder's own thread and only while a recording has the event enabled: observes the process
 * and hands over what happened since the last time.
 */
final class Sampler implements Runnable {
    private final LedgerReader reader;
    private final Consumer<Interval> emit;
    private final IntConsumer ownThread;
    private Observation last;

    /** @param ownThread marks the thread that runs it as Pollux's own (1), or the application's again (0) */
    Sampler(LedgerReader reader, Consumer<Interval> emit, IntConsumer ownThread) {
        this.reader = reader;
        this.emit = emit;
        this.ownThread = ownThread;
    }

    /** Whatever goes wrong stays here: the recorder is the application's. */
    @Override
    public synchronized void run() {
        ownThread.accept(1);
        try {
            Observation now = Observation.fromInside(reader, ProcessHandle.current().pid());
            if (last != null) {
                emit.accept(new Interval(last, now, Thresholds.STANDARD));
            }
            last = now;
        } catch (RuntimeException | LinkageError e) {
            last = null;
        } finally {
            ownThread.accept(0);
        }
    }
}
