package io.pollux.cli;

import io.pollux.cli.jvm.Jvm;
import io.pollux.cli.jvm.Jvms;
import io.pollux.cli.jvm.Preflight;
import io.pollux.cli.text.Csv;
import io.pollux.cli.text.Table;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerException;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "list",
        description = "Lists the JVMs of this machine that can be attached to, and whether Pollux is in.",
        footer = {"", "Example:", "  pollux list -o json"})
final class ListCommand extends Subcommand {
    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Format.Converter.class,
            description = "text (default), json or csv")
    private Format format;

    /** Whether Pollux is in a JVM; another user's can't be looked into. */
    private enum In { YES, NO, UNKNOWN }

    /** A JVM with what its ledger says; {@code facts} is null without a ledger, {@code why} empty when nothing forbids an attach. */
    private record Entry(Jvm jvm, In in, Map<String, String> facts, String why) {
        static Entry of(Jvm jvm) {
            try (LedgerReader reader = LedgerReader.open(jvm.pid())) {
                return new Entry(jvm, In.YES, reader.meta(), "");
            } catch (LedgerException e) {
                In in = e.reason() == LedgerException.Reason.FORBIDDEN ? In.UNKNOWN : In.NO;
                return new Entry(jvm, in, null, Preflight.why(jvm));
            }
        }

        String pollux() {
            return in.name().toLowerCase(Locale.ROOT);
        }

        String fact(String name) {
            return facts == null ? "" : facts.getOrDefault(name, "");
        }
    }

    @Override
    public Integer call() throws IOException {
        List<Entry> entries = Jvms.all().stream().map(Entry::of).toList();
        PrintWriter out = out();
        switch (format) {
            case TEXT -> text(entries, out);
            case JSON -> json(entries, out);
            case CSV -> csv(entries, out);
        }
        return ExitCode.OK;
    }

    private static void text(List<Entry> entries, PrintWriter out) {
        Table table = new Table().right("pid").left("user", 12).left("jdk").left("main class", 36).left("pollux").left("engine").left("port")
                .left("");
        for (Entry e : entries) {
            table.row(Long.toString(e.jvm.pid()), e.jvm.user(), e.jvm.version(), e.jvm.mainClass(), e.pollux(), e.fact("engine"),
                    e.fact("port"), e.why);
        }
        table.lines().forEach(out::println);
    }

    private static void json(List<Entry> entries, PrintWriter out) throws IOException {
        JsonWriter json = new JsonWriter(out);
        json.beginObject().name("jvms").beginArray();
        for (Entry e : entries) {
            json.beginObject();
            json.name("pid").value(e.jvm.pid());
            json.name("user").value(e.jvm.user());
            json.name("jdk").value(e.jvm.version());
            json.name("main_class").value(e.jvm.mainClass());
            json.name("pollux");
            if (e.in == In.UNKNOWN) {
                json.value((String) null);
            } else {
                json.value(e.in == In.YES);
            }
            json.name("engine").value(e.facts == null ? null : e.fact("engine"));
            json.name("port").value(e.facts == null ? null : e.fact("port"));
            json.name("not_attachable").value(e.why.isEmpty() ? null : e.why);
            json.endObject();
        }
        json.endArray().endObject();
        out.println();
    }

    private static void csv(List<Entry> entries, PrintWriter out) {
        out.print(Csv.record(List.of("pid", "user", "jdk", "main_class", "pollux", "engine", "port", "not_attachable")));
        for (Entry e : entries) {
            out.print(Csv.record(List.of(Long.toString(e.jvm.pid()), e.jvm.user(), e.jvm.version(),
                    e.jvm.mainClass(), e.pollux(), e.fact("engine"), e.fact("port"), e.why)));
        }
    }
}
