package io.pollux.bench;

import java.nio.file.Path;
import java.util.List;

/** What is measured against the bare program. A new variant is one line here. */
enum Variant {
    BARE("bare", null),
    /** Says how far two equal servers are apart: what is less than that is noise. */
    BARE_AGAIN("bare, once more", null),
    COUNTS("counts (`copies=off,tap=off`)", "copies=off,tap=off"),
    COPIES("counts and copies (`tap=off`)", "copies=on,tap=off"),
    TAP("counts and tap (`copies=off`)", "copies=off"),
    ALL("everything (the default)", "copies=on");

    private final String title;
    private final String options;

    /** @param options the agent's; null: no agent */
    Variant(String title, String options) {
        this.title = title;
        this.options = options;
    }

    String title() {
        return title;
    }

    /** What a JVM is started with. */
    List<String> jvmArguments(Path jar) {
        return options == null ? List.of() : List.of("-javaagent:" + jar.toAbsolutePath() + "=port=0," + options);
    }
}
