package io.pollux.agent.jfr;

import io.pollux.findings.Diagnosis;
import io.pollux.findings.Interval;
import io.pollux.ledger.LedgerReader;
import java.nio.file.Path;
import java.util.function.IntConsumer;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;

/**
 * The events of Pollux in the Flight Recorder of this JVM, from attach to detach. Until the application starts a recording nothing is
 * registered and nothing runs. Where the runtime has no module jdk.jfr, loading this class throws NoClassDefFoundError.
 */
public final class JfrFace implements FlightRecorderListener {
    private final LedgerReader reader;
    private final Runnable findings;
    private final Runnable slowReadiness;
    private boolean registered;

    private JfrFace(LedgerReader reader, IntConsumer ownThread) {
        this.reader = reader;
        findings = new Sampler(reader, JfrFace::emitFindings, ownThread);
        slowReadiness = new Sampler(reader, new SlowReadiness(), ownThread);
    }

    /**
     * Waits for the recorder to be used.
     *
     * @param ledger    the ledger's file
     * @param ownThread marks the thread that runs it as Pollux's own (1), or the application's again (0)
     * @return null: this JVM has no recorder
     */
    public static JfrFace start(Path ledger, IntConsumer ownThread) {
        if (!FlightRecorder.isAvailable()) {
            return null;
        }
        JfrFace face = new JfrFace(LedgerReader.open(ledger), ownThread);
        FlightRecorder.addListener(face);
        return face;
    }

    @Override
    public synchronized void recorderInitialized(FlightRecorder recorder) {
        if (!registered) {
            registered = true;
            FlightRecorder.addPeriodicEvent(FindingEvent.class, findings);
            FlightRecorder.addPeriodicEvent(SlowReadinessEvent.class, slowReadiness);
        }
    }

    /** Takes the events out again. */
    public synchronized void stop() {
        FlightRecorder.removeListener(this);
        if (registered) {
            remove(FindingEvent.class, findings);
            remove(SlowReadinessEvent.class, slowReadiness);
            registered = false;
        }
        reader.close();
    }

    private static void remove(Class<? extends Event> event, Runnable hook) {
        FlightRecorder.removePeriodicEvent(hook);
        FlightRecorder.unregister(event);
    }

    private static void emitFindings(Interval interval) {
        Diagnosis.of(interval).findings().forEach(finding -> FindingEvent.of(finding).commit());
    }
}
