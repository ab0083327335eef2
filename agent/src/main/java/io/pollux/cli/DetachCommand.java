package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "detach", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Puts everything back and prints the proof: natives, sets, flags, threads, descriptors.",
        footer = {"", "Exit status 7: something could not be put back; the proof says what.", "", "Example:", "  pollux detach 4711"})
final class DetachCommand implements Callable<Integer> {
    @Mixin
    private TargetOption target;

    @Mixin
    private TextOrJson output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        long pid = target.pid();
        // Held open before the question, so that the answer can be read when the JVM has already closed the ledger.
        try (LedgerReader reader = LedgerReader.open(pid)) {
            Control.Reply reply = new Control(pid).ask(reader, "detach", List.of(),
                    new CliException(ExitCode.DETACH_INCOMPLETE, "process " + pid + " left no proof; see its standard error"),
                    ExitCode.OK, ExitCode.DETACH_INCOMPLETE);
            spec.commandLine().getOut().println(output.isJson() ? reply.text() : String.join("\n", ProofText.lines(pid, reply.text())));
            if (!ControlPipe.hasEnded(pid)) {
                throw new CliException(ExitCode.DETACH_INCOMPLETE, "the agent's control thread in process " + pid + " has not ended");
            }
            return reply.code();
        }
    }
}
