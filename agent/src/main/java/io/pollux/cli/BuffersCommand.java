package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.json.Json;
import io.pollux.ledger.LedgerReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "buffers", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The temporary direct buffers that the JDK keeps for each thread: bytes held, the largest asked for, the limit that would hold it.",
        footer = {"", "Asks the agent, so the JVM must answer.", "", "Example:", "  pollux buffers 4711"})
final class BuffersCommand implements Callable<Integer> {
    @Mixin
    private TargetOption target;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Format.Converter.class, description = "text (default) or json")
    private Format format;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String json = look(target.pid());
        Map<String, Object> held = Json.parseObject(json);
        if (held.containsKey("unknown")) {
            throw new CliException(ExitCode.DEGRADED, "this JDK keeps its temporary buffers in a way that Pollux does not know (" + held.get("unknown") + ")");
        }
        List<String> lines = format == Format.JSON ? List.of(json) : BuffersText.lines(held);
        lines.stream().map(Printable::of).forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }

    private static String look(long pid) {
        try (LedgerReader reader = LedgerReader.open(pid)) {
            Control control = new Control(pid);
            control.send(reader, "buffers", List.of());
            Control.Reply reply = control.reply(reader);
            if (reply == null || reply.code() != ExitCode.OK) {
                throw new CliException(reply == null ? ExitCode.INTERNAL : reply.code(),
                        reply == null ? "process " + pid + " did not answer" : reply.text());
            }
            return reader.meta().getOrDefault(BuffersText.FACT, "{}");
        }
    }
}
