package io.pollux.cli;

/** What the exit status says; part of the contract with scripts. The agent decides some of them, and has them travel in its replies. */
public final class ExitCode {
    public static final int OK = 0;
    public static final int INTERNAL = 1;
    public static final int USAGE = 2;
    public static final int NO_TARGET = 3;
    public static final int REFUSED = 4;
    public static final int UNSUPPORTED = 5;
    public static final int DEGRADED = 6;
    public static final int DETACH_INCOMPLETE = 7;
    public static final int THRESHOLD = 8;

    private ExitCode() {}
}
