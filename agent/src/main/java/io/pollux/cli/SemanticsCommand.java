package io.pollux.cli;

import io.pollux.cli.probe.Semantics;
import io.pollux.cli.semantics.Page;
import io.pollux.cli.semantics.Rules;
import io.pollux.cli.semantics.Seen;
import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "semantics",
        description = "The readiness tables of the textbooks: each state of files, terminals, pipes and sockets is made for real, and select, "
                + "poll, epoll (level and edge), SIGIO and io_uring are asked. Expected by the books, and seen here.",
        footer = {"", "Needs no JVM to look at and no privileges; takes a few seconds. Exit status 8: an engine of Pollux disagrees with the kernel.",
            "", "Example:", "  pollux semantics", "  pollux semantics --state 'pipe-w/*' --engine poll,epoll-et", "  pollux semantics --diff -o md"})
final class SemanticsCommand extends Subcommand {
    static final class Formats extends Format.Converter {
        Formats() {
            super(Format.TEXT, Format.JSON, Format.MD);
        }
    }

    @Option(names = "--state", paramLabel = "GLOB", description = "only states whose name fits, with * and ?; may be repeated")
    private List<String> globs = new ArrayList<>();

    @Option(names = "--engine", paramLabel = "NAME", split = ",", arity = "1..*", description = "only these mechanisms, and Pollux's engines of their names")
    private List<String> named = new ArrayList<>();

    @Option(names = "--diff", description = "show only states in which books and kernel differ")
    private boolean diff;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Formats.class,
            description = "text (default), json or md (Markdown)")
    private Format format;

    @Override
    public Integer call() throws IOException {
        Semantics semantics = Semantics.load();
        List<String> engines = semantics.engines(named);
        List<String> names = semantics.states(globs);
        List<Seen> seen = new ArrayList<>();
        try (Progress progress = new Progress(err(), names.size())) {
            for (String name : names) {
                progress.at(seen.size(), name);
                seen.add(new Seen(semantics.observe(name), semantics.engines(), engines));
            }
        }
        Rules rules = globs.isEmpty() ? new Rules(semantics.rules(), engines) : null;
        print(semantics, engines, seen, rules);
        return seen.stream().anyMatch(s -> !s.disagreements().isEmpty()) || rules != null && !rules.disagreements().isEmpty() ? ExitCode.THRESHOLD
                : seen.stream().anyMatch(s -> s.failed() != null) ? ExitCode.DEGRADED : ExitCode.OK;
    }

    private void print(Semantics semantics, List<String> engines, List<Seen> seen, Rules rules) throws IOException {
        String kernel = Kernel.release();
        List<Seen> shown = seen.stream().filter(s -> !diff || s.differs() || s.newKernel() || !s.disagreements().isEmpty()).toList();
        List<String> refused = engines.stream().filter(engine -> !semantics.runs(engine)).toList();
        PrintWriter out = out();
        Page page = new Page(kernel, engines, refused, seen, rules);
        switch (format) {
            case JSON -> {
                Map<String, Object> document = new LinkedHashMap<>();
                document.put("kernel", kernel);
                document.put("states", shown.stream().map(Seen::json).toList());
                document.putAll(rules == null ? Map.of() : rules.json());
                new JsonWriter(out).tree(document);
                out.println();
            }
            case MD -> page.markdown(shown, diff).forEach(out::println);
            default -> page.text(shown, diff).forEach(out::println);
        }
    }
}
