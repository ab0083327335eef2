package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "detach",
        description = "Puts everything back and prints the proof: natives, bytecode, interest lists, threads, descriptors, signals.",
        footer = {"", "Exit status 7: something could not be put back; the line with NO says what.", "", "Example:", "  pollux detach 4711"})
final class DetachCommand extends JvmCommand {
    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException {
        long pid = pid();
        // Held open before the question, so that the answer can be read when the JVM has already closed the ledger.
        try (LedgerReader reader = LedgerReader.open(pid)) {
            Outside before = Outside.look(pid);
            Control.Reply reply = new Control(pid).ask(reader, "detach", List.of(),
                    new CliException(ExitCode.DETACH_INCOMPLETE, "process " + pid + " left no proof; see its standard error"),
                    ExitCode.OK, ExitCode.DETACH_INCOMPLETE);
            return show(pid, Certificate.of(reply.text(), before.after()));
        }
    }

    private int show(long pid, Certificate certificate) throws IOException {
        output.print(out(), certificate::write, () -> certificate.lines(pid));
        return certificate.complete() ? ExitCode.OK : ExitCode.DETACH_INCOMPLETE;
    }
}
