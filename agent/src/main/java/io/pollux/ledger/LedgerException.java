package io.pollux.ledger;

/** Why a ledger can't be read, in one plain line for the user. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way; callers choose an exit code by it. */
    public enum Reason {
        /** No such process. */
        NO_PROCESS,
        /** The process is another user's, or forbids looking. */
        FORBIDDEN,
        /** The process has no memfd named pollux. */
        NOT_ATTACHED,
        /** A memfd has the name, but not the magic. */
        FOREIGN,
        /** A ledger of another version of Pollux. */
        OTHER_VERSION,
        /** The ledger ends before its own description says, or contradicts itself. */
        TRUNCATED,
        /** Reading failed in the kernel. */
        UNREADABLE
    }

    private final transient Reason reason;

    public LedgerException(Reason reason, String line) {
        super(line);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
