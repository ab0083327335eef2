package io.pollux.bench;

/** A Java agent that does nothing: what any {@code -javaagent} costs, as the JVM then boots without its archived module graph. */
public final class EmptyAgent {
    private EmptyAgent() {
    }

    /** Called by the JVM before main. */
    public static void premain(String args) {
    }
}
