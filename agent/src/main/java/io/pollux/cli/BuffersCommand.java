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
import picocli.CommandLine.Spec;

@Command(name = "buffers", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The temporary direct buffers that the JDK keeps for each thread: bytes held, the largest asked for, the limit that would hold it.",
        footer = {"", "Asks the agent, so the JVM must answer.", "", "Example:", "  pollux buffers 4711"})
final class BuffersCommand implements Callable<Integer> {
    @Mixin
    private TargetOption target;

    @Mixin
    private TextOrJson output;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        String json = look(target.pid());
        Map<String, Object> held = Json.parseObject(json);
        if (held.containsKey("unknown")) {
            throw new CliException(ExitCode.DEGRADED, "this JDK keeps its temporary buffers in a way that Pollux does not know (" + held.get("unknown") + ")");
        }
        List<String> lines = output.isJson() ? List.of(json) : BuffersText.lines(held);
        lines.stream().map(Printable::of).forEach(spec.commandLine().getOut()::println);
        return ExitCode.OK;
    }

    private static String look(long pid) {
        try (LedgerReader reader = LedgerReader.open(pid)) {
            new Control(pid).ask(reader, "buffers", List.of(),
                    new CliException(ExitCode.INTERNAL, "process " + pid + " did not answer"), ExitCode.OK);
            return reader.meta().getOrDefault(BuffersText.FACT, "{}");
        }
    }
}
