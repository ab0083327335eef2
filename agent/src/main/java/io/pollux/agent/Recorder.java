package io.pollux.agent;

import io.pollux.agent.jfr.JfrFace;
import java.nio.file.Path;

/** Pollux's events in the Flight Recorder; without the recorder it says so in the fact {@code jfr}, and that is all. */
final class Recorder {
    private static final String FACT = "jfr";

    /** A {@link JfrFace}, which this class must be loadable without; null: none. */
    private final Object face;

    private Recorder(Object face) {
        this.face = face;
    }

    /** The ledger must be open. */
    static Recorder start() {
        try {
            JfrFace face = JfrFace.start(Path.of("/proc/self/fd/" + NativeProbe.pollux_ledger_fd()), NativeProbe::pollux_own_thread);
            Facts.put(FACT, face == null ? "none: this JVM has no Flight Recorder" : "pollux.Finding, pollux.SlowReadiness");
            return new Recorder(face);
        } catch (LinkageError e) {
            Facts.put(FACT, "none: this runtime lacks the module jdk.jfr");
        } catch (RuntimeException e) {
            Facts.put(FACT, "none: " + e);
        }
        return new Recorder(null);
    }

    void stop() {
        if (face != null) {
            ((JfrFace) face).stop();
        }
    }
}
