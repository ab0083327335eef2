package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.json.Json;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "buffers",
        description = "The temporary direct buffers that the JDK keeps for each thread: bytes held, the largest asked for, the limit that would hold it.",
        footer = {"", "Asks the agent, so the JVM must answer.", "", "Example:", "  pollux buffers 4711"})
final class BuffersCommand extends JvmCommand {
    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException {
        String json = look(pid());
        Map<String, Object> held = Json.parseObject(json);
        if (held.containsKey("unknown")) {
            throw new CliException(ExitCode.DEGRADED, "this JDK keeps its temporary buffers in a way that Pollux does not know (" + held.get("unknown") + ")");
        }
        output.print(out(), out -> out.append(Printable.of(json)), () -> BuffersText.lines(held));
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
