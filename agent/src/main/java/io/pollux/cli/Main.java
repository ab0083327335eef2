package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.ledger.LedgerException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line. Every failure is one line on standard error that starts with {@code pollux: }, and an exit status of
 * {@link ExitCode}; POLLUX_DEBUG=1 adds the stack trace.
 */
@Command(name = "pollux", mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false,
        usageHelpAutoWidth = true, usageHelpWidth = 96,
        description = "Takes over how a JVM's sockets wait, and counts readiness and copying by descriptor.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {"", "Exit status: 0 ok, 1 internal, 2 usage, 3 no such target, 4 attach refused, 5 unsupported JVM or kernel,",
            "6 degraded, 7 detach incomplete, 8 threshold exceeded.", "",
            "Example:", "  pollux list", "  pollux attach 4711", "  pollux top 4711"},
        subcommands = {ListCommand.class, AttachCommand.class, StatusCommand.class, EngineCommand.class, FdsCommand.class,
            TopCommand.class, DiagnoseCommand.class, CompareCommand.class, CalibrateCommand.class, BuffersCommand.class,
            SemanticsCommand.class, BenchCommand.class, DetachCommand.class, HelpCommand.class})
public final class Main implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args, new PrintWriter(System.out, true), new PrintWriter(System.err, true)));
    }

    /** Runs one command line and gives its exit status; nothing is thrown. */
    static int run(String[] args, PrintWriter out, PrintWriter err) {
        CommandLine line = new CommandLine(new Main()).setOut(out).setErr(err);
        line.setParameterExceptionHandler((e, words) -> usage(e, err));
        line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, err));
        int status;
        try {
            status = line.execute(args);
        } catch (Throwable t) {
            status = failed(t, err);
        }
        out.flush();
        err.flush();
        return status;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.USAGE;
    }

    private static int usage(ParameterException e, PrintWriter err) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        err.println("pollux: " + oneLine(e.getMessage()) + "; see " + command + " --help");
        return ExitCode.USAGE;
    }

    private static int failed(Throwable t, PrintWriter err) {
        if (debug()) {
            t.printStackTrace(err);
        }
        if (t instanceof CliException cli) {
            err.println("pollux: " + oneLine(cli.getMessage()));
            return cli.exitCode();
        }
        if (t instanceof LedgerException ledger) {
            err.println("pollux: " + oneLine(ledger.getMessage()));
            return CliException.exitCode(ledger);
        }
        err.println("pollux: internal error: " + oneLine(t.toString()) + (debug() ? "" : "; POLLUX_DEBUG=1 shows where"));
        return ExitCode.INTERNAL;
    }

    private static boolean debug() {
        return "1".equals(System.getenv("POLLUX_DEBUG"));
    }

    private static String oneLine(String text) {
        return Printable.of(String.valueOf(text).strip().replaceAll("\\s*\\R\\s*", "; "));
    }
}
