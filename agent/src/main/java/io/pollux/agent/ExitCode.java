package io.pollux.agent;

/** The exit codes of the command line that the agent decides; the list is the contract's. */
final class ExitCode {
    static final int OK = 0;
    static final int INTERNAL = 1;
    static final int USAGE = 2;
    static final int UNSUPPORTED = 5;
    static final int DEGRADED = 6;
    static final int DETACH_INCOMPLETE = 7;

    private ExitCode() {
    }
}
