package io.pollux.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command line that was run in this JVM: its exit status and what it printed. */
record Ran(int status, String out, String err) {
    static Ran of(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = Main.run(words, new PrintWriter(out), new PrintWriter(err));
        return new Ran(status, out.toString(), err.toString());
    }
}
