package io.pollux.cli;

import io.pollux.cli.jvm.Jvm;
import io.pollux.cli.jvm.Jvms;
import io.pollux.cli.jvm.Preflight;
import io.pollux.cli.probe.Engines;
import io.pollux.cli.text.Printable;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerException;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "attach",
        description = "Puts Pollux into a running JVM; into one that has it already, changes the options given.",
        footer = {"", "Keys: engine, host, port (0: any free one, off: none), copies, stacks (on: keep who opened each descriptor), calibrate, tap, top, "
                + "peers, duration (detach by itself), config (a file of these).", "",
            "Example:", "  pollux attach 4711", "  pollux attach com.acme.Server engine=poll duration=10m"})
final class AttachCommand extends JvmCommand {
    private static final String ENGINE = "engine=";

    @Parameters(index = "1..*", paramLabel = "KEY=VALUE", description = "options of the agent")
    private List<String> options = List.of();

    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException {
        long pid = pid();
        checkOptions();
        boolean again = isAttached(pid);
        Jvm jvm = again ? Jvms.of(pid) : Preflight.check(pid);
        Control control = new Control(pid);
        long start = System.nanoTime();
        send(control, pid, again);
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        try (LedgerReader reader = open(control, pid)) {
            List<String> warnings = warnings(control, reader, pid);
            Health health = new Health(reader);
            if (output.isJson()) {
                json(reader, health, ms, again, warnings);
            } else {
                text(reader, health, jvm, ms, again);
                warnings.forEach(this::warn);
                health.troubles().forEach(this::warn);
            }
            return health.exitCode();
        }
    }

    private void checkOptions() {
        for (String option : options) {
            if (option.indexOf('=') <= 0) {
                throw new CliException(ExitCode.USAGE, "'" + option + "' is no key=value; see pollux attach --help");
            }
            if (option.startsWith(ENGINE)) {
                Engines.check(option.substring(ENGINE.length()));
            }
        }
    }

    private void send(Control control, long pid, boolean again) {
        if (again) {
            try (LedgerReader reader = LedgerReader.open(pid)) {
                control.send(reader, "attach", options);
            }
        } else {
            control.send("attach", options);
        }
    }

    private static boolean isAttached(long pid) {
        try (LedgerReader reader = LedgerReader.open(pid)) {
            return !reader.detached();
        } catch (LedgerException e) {
            return false;
        }
    }

    /** The ledger that the attach has made; without one, the agent's own words why. */
    private static LedgerReader open(Control control, long pid) {
        try {
            return LedgerReader.open(pid);
        } catch (LedgerException e) {
            Control.Reply reply = control.replyWithoutLedger();
            if (reply != null) {
                throw new CliException(reply.code(), reply.text());
            }
            throw new CliException(ExitCode.INTERNAL, "the agent did not start in process " + pid + "; its reason is on that process's stderr");
        }
    }

    private static List<String> warnings(Control control, LedgerReader reader, long pid) {
        Control.Reply reply = control.reply(reader);
        if (reply == null) {
            throw new CliException(ExitCode.INTERNAL, "the agent in process " + pid + " did not answer");
        }
        return reply.among(ExitCode.OK, ExitCode.DEGRADED).text().lines().filter(line -> !line.isBlank()).toList();
    }

    private void text(LedgerReader reader, Health health, Jvm jvm, long ms, boolean again) {
        PrintWriter out = out();
        Map<String, String> facts = reader.meta();
        out.println(Printable.of((again ? "reconfigured " : "attached to ") + reader.pid() + " " + jvm.mainClass() + " in " + ms + " ms"));
        out.println(Printable.of("  jvm     " + facts.getOrDefault("jvm", jvm.version())));
        out.println(Printable.of("  engine  " + facts.getOrDefault("engine", "-") + ", " + Sets.line(reader)));
        out.println("  hooks   " + health.hooksLine());
        out.println(Printable.of("  url     " + url(facts)));
        out.println("  detach  pollux detach " + reader.pid());
    }

    private static String url(Map<String, String> facts) {
        String url = facts.getOrDefault("url", "");
        return url.isEmpty() ? "none (no HTTP)" : url;
    }

    private void warn(String line) {
        err().println("pollux: " + Printable.of(line));
    }

    private void json(LedgerReader reader, Health health, long ms, boolean again, List<String> warnings) throws IOException {
        Map<String, String> facts = reader.meta();
        PrintWriter out = out();
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("pid").value(reader.pid());
        json.name("again").value(again);
        json.name("ms").value(ms);
        json.name("jvm").value(facts.get("jvm"));
        json.name("engine").value(facts.get("engine"));
        json.name("hooks").value(health.hooksLine());
        json.name("url").value(facts.get("url"));
        strings(json.name("warnings"), warnings);
        strings(json.name("troubles"), health.troubles());
        json.endObject();
        out.println();
    }

    private static void strings(JsonWriter json, List<String> values) throws IOException {
        json.beginArray();
        for (String value : values) {
            json.value(value);
        }
        json.endArray();
    }
}
