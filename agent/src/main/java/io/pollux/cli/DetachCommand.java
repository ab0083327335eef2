package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(name = "detach", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Puts everything back and prints the proof: natives, bytecode, interest lists, threads, descriptors, signals.",
        footer = {"", "Exit status 7: something could not be put back; the line with NO says what.", "", "Example:", "  pollux detach 4711"})
final class DetachCommand implements Callable<Integer> {
    @Mixin
    private TargetOption target;

    @Mixin
    private TextOrJson output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        long pid = target.pid();
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
        PrintWriter out = spec.commandLine().getOut();
        if (output.isJson()) {
            certificate.write(out);
            out.println();
        } else {
            certificate.lines(pid).forEach(out::println);
        }
        return certificate.complete() ? ExitCode.OK : ExitCode.DETACH_INCOMPLETE;
    }
}
