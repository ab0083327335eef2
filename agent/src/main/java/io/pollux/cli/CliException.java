package io.pollux.cli;

import io.pollux.ledger.LedgerException;

/** A failure that the user is told in one line, with the exit status that belongs to it. */
public final class CliException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CliException(int exitCode, String line) {
        super(line);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** The exit status for a ledger that can't be read. */
    static int exitCode(LedgerException e) {
        return switch (e.reason()) {
            case NO_PROCESS, NOT_ATTACHED, FOREIGN -> ExitCode.NO_TARGET;
            case FORBIDDEN -> ExitCode.REFUSED;
            case OTHER_VERSION -> ExitCode.UNSUPPORTED;
            case TRUNCATED, UNREADABLE -> ExitCode.INTERNAL;
        };
    }
}
