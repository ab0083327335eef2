package io.pollux.cli;

import java.io.PrintWriter;

/** A bar on a terminal that tells how far a command has come; on anything else nothing. */
final class Progress implements AutoCloseable {
    private static final int WIDTH = 78;
    private static final int BAR = 20;
    private static final int ERR = 2;

    private final PrintWriter err;
    private final int whole;
    private final boolean shown;

    Progress(PrintWriter err, int whole) {
        this.err = err;
        this.whole = whole;
        this.shown = Terminals.is(ERR);
    }

    void at(int done, String what) {
        int part = whole == 0 ? 0 : BAR * done / whole;
        line("[" + "#".repeat(part) + " ".repeat(BAR - part) + "] " + done + "/" + whole + "  " + what);
    }

    private void line(String text) {
        if (shown) {
            String cut = text.substring(0, Math.min(WIDTH, text.length()));
            err.print("\r" + cut + " ".repeat(WIDTH - cut.length()));
            err.flush();
        }
    }

    /** Takes the line away. */
    @Override
    public void close() {
        line("");
        if (shown) {
            err.print("\r");
            err.flush();
        }
    }
}
