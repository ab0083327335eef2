package io.pollux.bench.server;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Whole servers, bare and under every variant; results go to docs/overhead.md and, with every turn, to docs/overhead/. */
@Command(name = "bin/bench", subcommands = {ServersCommand.class, LiveCommand.class, CallsCommand.class, StartCommand.class},
        mixinStandardHelpOptions = true, scope = ScopeType.INHERIT)
public final class ServerBench {
    @Option(names = "--root", required = true, hidden = true)
    Path root;

    private ServerBench() {
    }

    /** @param args see {@code --help} */
    public static void main(String[] args) {
        System.exit(new CommandLine(new ServerBench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }
}
