package io.pollux.it.victims.findings;

/** One thing that can be wrong with a program, and the same program without it. Runs in threads of its own until the JVM ends. */
interface Ailment {
    /**
     * Starts the program.
     *
     * @param sick with the fault, or without
     * @return what the finding must name: "remote:PORT", "thread:NAME", "port:PORT" or "role:NAME"
     */
    String start(boolean sick) throws Exception;
}
