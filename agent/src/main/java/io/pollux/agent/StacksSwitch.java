package io.pollux.agent;

import io.pollux.agent.stacks.Stacks;
import java.util.List;

/** Option {@code stacks}: the stacks that open descriptors are kept as long as it is on. */
final class StacksSwitch {
    private final Bridge bridge;

    StacksSwitch(Bridge bridge) {
        this.bridge = bridge;
    }

    void obey(Options options) {
        if (options.value(Option.STACKS).equals(Option.OFF)) {
            stop();
            return;
        }
        Stacks.begin();
        int told = bridge.tellBirths(Stacks.class);
        if (told <= 0) {
            bridge.tellBirths(null);
            Stacks.end();
            options.refuse(Option.STACKS, "can't be had in this JVM (" + Errno.name(told) + "): restart it if another Pollux was in it");
        }
    }

    /** Returns what is left of it in the application's threads. */
    List<String> stop() {
        boolean was = Stacks.known() != null;
        Stacks.end();
        return was && bridge.tellBirths(null) < 0 ? List.of("a thread that was opening a descriptor (stacks=on)") : List.of();
    }
}
