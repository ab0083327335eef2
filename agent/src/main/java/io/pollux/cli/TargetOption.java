package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import picocli.CommandLine.Parameters;

/** The PID|NAME that most commands begin with. */
final class TargetOption {
    @Parameters(index = "0", paramLabel = "PID|NAME", description = "a process, or the main class (or jar) of exactly one JVM")
    String text;

    /** The process meant. */
    long pid() {
        return Target.pid(text);
    }

    /** The open ledger of the process meant. Throws a {@link CliException} if Pollux has left it: nothing moves there any more. */
    LedgerReader attached() {
        LedgerReader reader = LedgerReader.open(pid());
        if (reader.detached()) {
            long pid = reader.pid();
            reader.close();
            throw new CliException(ExitCode.NO_TARGET, "Pollux has left process " + pid + "; attach it with: pollux attach " + pid);
        }
        return reader;
    }
}
