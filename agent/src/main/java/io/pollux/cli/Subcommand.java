package io.pollux.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What every command of {@code pollux} has: help, options in the order of their fields, an {@link ExitCode}, and two streams. */
@Command(mixinStandardHelpOptions = true, versionProvider = Version.class, sortOptions = false)
abstract class Subcommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** For what was asked. */
    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** For progress, and for what the user should know besides. */
    final PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
