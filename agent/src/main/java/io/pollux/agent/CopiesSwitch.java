package io.pollux.agent;

import io.pollux.agent.copies.HeapCopies;
import io.pollux.agent.copies.Restored;
import java.lang.instrument.Instrumentation;

/** Option {@code copies}: the counting of heap copies comes and goes with it. */
final class CopiesSwitch {
    /**
     * An agent that comes to a running JVM and retransforms a class makes HotSpot throw its whole compiled code away, seen on 17 (a
     * second at a tenth of the throughput) and not on 25. Nobody should get that without asking for it.
     */
    private static final int FIRST_CHEAP_RETRANSFORM = 25;

    private final Instrumentation instrumentation;
    private final Class<?> bridge;
    /** Null: off. */
    private HeapCopies copies;
    /** What became of the classes when they were put back last. */
    private Restored restored = Restored.NOTHING;

    CopiesSwitch(Instrumentation instrumentation, Class<?> bridge) {
        this.instrumentation = instrumentation;
        this.bridge = bridge;
    }

    /** Before the option is obeyed: off unless asked for, where it would cost a running JVM too much. */
    static void temper(Options options, boolean premain) {
        if (!premain && Runtime.version().feature() < FIRST_CHEAP_RETRANSFORM && options.isDefault(Option.COPIES)) {
            options.put(Option.COPIES, Option.OFF, "default in a running JVM before JDK " + FIRST_CHEAP_RETRANSFORM);
        }
    }

    void obey(Options options) {
        if (options.value(Option.COPIES).equals(Option.OFF)) {
            stop();
        } else if (copies == null) {
            copies = HeapCopies.start(instrumentation, bridge, new LedgerHookRows());
        }
    }

    /** Puts the classes back. Returns what became of them, now or when it was stopped before. */
    Restored stop() {
        if (copies != null) {
            restored = copies.stop();
            copies = null;
        }
        return restored;
    }
}
