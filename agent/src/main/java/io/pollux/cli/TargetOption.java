package io.pollux.cli;

import picocli.CommandLine.Parameters;

/** The PID|NAME that most commands begin with. */
final class TargetOption {
    @Parameters(index = "0", paramLabel = "PID|NAME", description = "a process, or the main class (or jar) of exactly one JVM")
    String text;

    /** The process meant. */
    long pid() {
        return Target.pid(text);
    }
}
