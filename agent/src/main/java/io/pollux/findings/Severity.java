package io.pollux.findings;

import java.util.Locale;

/** How bad a finding is, the worst first. */
public enum Severity {
    /** A thread burns its time, or connections are not served. */
    CRITICAL,
    /** Time, bytes or connections are lost; it works all the same. */
    WARNING,
    /** Worth knowing. */
    NOTE;

    /** As users read it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
