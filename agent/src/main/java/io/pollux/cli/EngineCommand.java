package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Totals;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "engine",
        description = "Switches a JVM's waits to another engine, live.",
        footer = {"", "Example:", "  pollux engine 4711 poll", "  pollux engine 4711 select --set 9"})
final class EngineCommand extends JvmCommand {
    @Parameters(index = "1", paramLabel = "NAME", description = "the engine: epoll, epoll-et, epoll-lazy, poll, select, sigio, io_uring")
    private String engine;

    @Option(names = "--set", paramLabel = "EPFD", description = "only the set (selector) with this epoll descriptor")
    private Integer set;

    @Override
    public Integer call() {
        long pid = pid();
        try (LedgerReader reader = LedgerReader.open(pid)) {
            check(reader);
            List<String> arguments = new ArrayList<>(List.of("engine=" + engine));
            if (set != null) {
                arguments.add("set=" + set);
            }
            Control.Reply reply = new Control(pid).ask(reader, "engine", arguments,
                    new CliException(ExitCode.INTERNAL, "process " + pid + " did not say whether it switched; see pollux status " + pid),
                    ExitCode.OK, ExitCode.DEGRADED);
            reply.text().lines().map(Printable::of).forEach(out()::println);
            return reply.code();
        }
    }

    /** The engine must be known and run on this kernel; the ledger says both. */
    private void check(LedgerReader reader) {
        List<Totals> engines = reader.engines();
        List<String> names = engines.stream().map(e -> e.key().text("name")).toList();
        int index = names.indexOf(engine);
        if (index < 0) {
            throw new CliException(ExitCode.USAGE, "no engine '" + engine + "'; there are " + String.join(", ", names));
        }
        if (engines.get(index).key().number("available") == 0) {
            throw new CliException(ExitCode.UNSUPPORTED, "this kernel can't run the engine '" + engine + "'");
        }
        if (set != null && reader.sets().stream().noneMatch(row -> row.number("epfd") == set)) {
            throw new CliException(ExitCode.USAGE, "no set has the epoll descriptor " + set + "; pollux status shows all");
        }
    }
}
