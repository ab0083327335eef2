package io.pollux.cli.bench;

import java.util.Arrays;
import java.util.List;

/** What is waited for, in the order of bench.h. */
public enum Kind {
    PIPE("pipe", "pipes"),
    UNIX("unix", "UNIX stream sockets"),
    TCP("tcp", "TCP connections over loopback");

    private final String label;
    private final String plural;

    Kind(String label, String plural) {
        this.label = label;
        this.plural = plural;
    }

    /** As users name it. */
    public String label() {
        return label;
    }

    String plural() {
        return plural;
    }

    /** Null for a name that is none. */
    public static Kind of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst().orElse(null);
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Kind::label).toList();
    }
}
