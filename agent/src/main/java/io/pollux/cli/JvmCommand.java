package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import picocli.CommandLine.Parameters;

/** A command that looks at one JVM: PID|NAME comes first. */
abstract class JvmCommand extends Subcommand {
    @Parameters(index = "0", paramLabel = "PID|NAME", description = "a process, or the main class (or jar) of exactly one JVM")
    private String target;

    /** The process meant. */
    final long pid() {
        return Target.pid(target);
    }

    /** The ledger of the process meant, to be closed; it may be final. */
    final LedgerReader ledger() {
        return LedgerReader.open(pid());
    }

    /** The same, but throws a {@link CliException} if Pollux has left the process: nothing moves there any more. */
    final LedgerReader attachedLedger() {
        LedgerReader reader = ledger();
        if (reader.detached()) {
            long pid = reader.pid();
            reader.close();
            throw new CliException(ExitCode.NO_TARGET, "Pollux has left process " + pid + "; attach it with: pollux attach " + pid);
        }
        return reader;
    }
}
