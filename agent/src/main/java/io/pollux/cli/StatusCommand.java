package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.json.Json;
import io.pollux.ledger.Field;
import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.StatusJson;
import io.pollux.ledger.Totals;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "status",
        description = "What Pollux is in a JVM: engine by set, options with their sources, hooks, fallbacks. Works while the JVM is stopped.",
        footer = {"", "Exit status 6: a hook stood down or a set fell back; the text says which.", "", "Example:", "  pollux status 4711"})
final class StatusCommand extends JvmCommand {
    private static final int WIDTH = 99;

    @Mixin
    private TextOrJson output;

    @Override
    public Integer call() throws IOException {
        try (LedgerReader reader = ledger()) {
            Health health = new Health(reader);
            output.print(out(), json -> StatusJson.write(json, reader), () -> text(reader, health));
            return health.exitCode();
        }
    }

    private static List<String> text(LedgerReader reader, Health health) {
        Map<String, String> facts = reader.meta();
        List<String> lines = new ArrayList<>();
        lines.add(String.join("  ", "pid " + reader.pid(), facts.getOrDefault("main_class", ""), state(reader)));
        lines.add("jvm        " + facts.getOrDefault("jvm", "-"));
        lines.add("pollux     " + facts.getOrDefault("version", "-") + ", attached " + since(reader.start()) + " ago");
        lines.add("engine     " + facts.getOrDefault("engine", "-") + ", " + Sets.line(reader));
        lines.add("url        " + (facts.getOrDefault("url", "").isEmpty() ? "none" : facts.get("url")));
        lines.add("jfr        " + facts.getOrDefault("jfr", "-"));
        lines.add("hooks      " + health.hooksLine());
        lines.add("fallbacks  " + health.fallbacks());
        BuffersText.line(facts).ifPresent(held -> lines.add("buffers    " + held));
        if (facts.containsKey("tap")) {
            lines.add("tap        " + facts.get("tap"));
        }
        facts.getOrDefault("warnings", "").lines().forEach(warning -> lines.add("warning    " + warning));
        health.troubles().forEach(trouble -> lines.add("trouble    " + trouble));
        addBlock(lines, options(facts.getOrDefault("options", "{}")));
        addBlock(lines, Sets.table(reader, WIDTH));
        addBlock(lines, engines(reader));
        addBlock(lines, latency(reader));
        return lines;
    }

    /** In words whether it runs, hangs by a signal's order, or is over. */
    static String state(LedgerReader reader) {
        return state(reader, reader.pid());
    }

    /** The same of a process that another pid namespace knows by another number. */
    static String state(LedgerReader reader, long pid) {
        Proc proc = new Proc(pid);
        if (proc.gone()) {
            return "exited";
        }
        return reader.detached() ? "detached: the numbers are final" : proc.stopped() ? "stopped" : "running";
    }

    private static String since(Instant start) {
        return Units.span(Math.max(0, Duration.between(start, Instant.now()).toSeconds()));
    }

    private static void addBlock(List<String> lines, List<String> block) {
        if (block.size() > 1) {
            lines.add("");
            lines.addAll(block);
        }
    }

    private static List<String> options(String json) {
        Table table = new Table().left("option").left("value", 40).left("source", 40);
        Json.parseObject(json).forEach((name, setting) -> {
            if (setting instanceof Map<?, ?> map) {
                table.row(name, String.valueOf(map.get("value")), String.valueOf(map.get("source")));
            }
        });
        return table.lines();
    }

    /** Totals of the engines that have served anything. */
    private static List<String> engines(LedgerReader reader) {
        List<Totals> served = reader.engines().stream()
                .filter(e -> e.columns().stream().anyMatch(column -> e.total(column) != 0)).toList();
        Table table = new Table().left("what waiting cost");
        served.forEach(e -> table.right(e.key().text("name")));
        for (Field column : reader.section("engine").columns()) {
            List<String> cells = new ArrayList<>(List.of(column.name()));
            served.forEach(e -> cells.add(Units.of(column.unit(), e.total(column))));
            if (served.stream().anyMatch(e -> e.total(column) != 0)) {
                table.row(cells);
            }
        }
        return table.lines();
    }

    private static List<String> latency(LedgerReader reader) {
        Table table = new Table().left("latency").left("of").right("count").right("p50").right("p99");
        for (Histogram histogram : reader.hists()) {
            if (histogram.count() > 0) {
                table.row(histogram.kind(), reader.nameOf(histogram), Long.toString(histogram.count()),
                        Units.time(histogram.percentileNs(0.5)), Units.time(histogram.percentileNs(0.99)));
            }
        }
        return table.lines();
    }
}
