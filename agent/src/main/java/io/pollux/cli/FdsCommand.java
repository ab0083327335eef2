package io.pollux.cli;

import io.pollux.cli.text.Csv;
import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Units;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.FdsJson;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.model.Calibration;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "fds",
        description = "One snapshot of a JVM's descriptors, a row each, straight from its ledger: works while it is stopped or hung.",
        footer = {"", "Text shows three digits of a number; json and csv have every column, exact.", "",
            "Example:", "  pollux fds 4711 --role accepted --sort spurious --limit 10"})
final class FdsCommand extends JvmCommand {
    private static final int WIDTH = 99;
    private static final int TEXT_LIMIT = 50;

    @Mixin
    private FdQuery query;

    @Option(names = "--limit", paramLabel = "N", description = "show at most N; 0: all (default: 50 as text, else all)")
    private Integer limit;

    @Option(names = "--split", description = "show where the I/O time went: entering the kernel, copying, waiting, heap copies")
    private boolean split;

    @Option(names = "-o", paramLabel = "FORMAT", defaultValue = "text", converter = Format.Converter.class,
            description = "text (default), json or csv")
    private Format format;

    @Override
    public Integer call() throws IOException {
        try (LedgerReader reader = ledger()) {
            List<Field> columns = reader.section("fd").columns();
            FdOrder<FdView> order = new FdOrder<>(columns, Function.identity(), FdView::number);
            List<Field> chosen = query.chosen(columns);
            Comparator<FdView> by = FdQuery.order(order, query.sort);
            FdViews views = FdViews.read(reader, query.predicate(), query.reverse ? by.reversed() : by, limit());
            print(reader, views, chosen, out());
        }
        return ExitCode.OK;
    }

    private int limit() {
        if (limit != null && limit < 0) {
            throw new CliException(ExitCode.USAGE, "--limit takes 0 or more");
        }
        if (limit == null) {
            return format == Format.TEXT ? TEXT_LIMIT : Integer.MAX_VALUE;
        }
        return limit == 0 ? Integer.MAX_VALUE : limit;
    }

    private void print(LedgerReader reader, FdViews views, List<Field> chosen, PrintWriter out) throws IOException {
        switch (format) {
            case TEXT -> text(reader, views, chosen, out);
            case JSON -> {
                FdsJson.write(out, reader, views);
                out.println();
            }
            case CSV -> csv(views, chosen == null ? views.columns() : chosen, out);
        }
    }

    private void text(LedgerReader reader, FdViews views, List<Field> chosen, PrintWriter out) {
        Map<String, String> facts = reader.meta();
        out.println(Printable.of(String.join("  ", "pid " + reader.pid(), facts.getOrDefault("main_class", ""),
                "engine " + facts.getOrDefault("engine", "-"), shown(views) + (reader.detached() ? ", final: Pollux has left" : ""))));
        if (split) {
            SplitTable.lines(views.rows(), calibration(reader.pid(), facts)).forEach(out::println);
            return;
        }
        FdTable<FdView> table = new FdTable<>(Function.identity(), (view, column) -> Units.of(column.unit(), view.number(column)));
        table.lines(table.order(views.columns(), chosen, views.rows()), views.rows(), WIDTH).forEach(out::println);
    }

    private static Calibration calibration(long pid, Map<String, String> facts) {
        Calibration machine = Calibration.of(facts);
        if (machine == null) {
            throw CalibrateCommand.notMeasured(pid);
        }
        return machine;
    }

    private static String shown(FdViews views) {
        int shown = views.rows().size();
        return views.matched() + (views.matched() == 1 ? " descriptor" : " descriptors")
                + (shown < views.matched() ? ", " + shown + " shown" : "");
    }

    private static void csv(FdViews views, List<Field> columns, PrintWriter out) {
        List<String> heads = new ArrayList<>(List.of("fd", "conn", "proto", "role", "local", "remote", "engine", "state", "mode", "own", "model"));
        columns.forEach(column -> heads.add(column.name()));
        out.print(Csv.record(heads));
        for (FdView view : views.rows()) {
            List<String> cells = new ArrayList<>(List.of(Integer.toString(view.fd()), Long.toString(view.conn()), view.proto(), view.role(),
                    view.local(), view.remote(), view.engine(), view.state(), view.mode(), Boolean.toString(view.own()), view.model()));
            columns.forEach(column -> cells.add(Long.toString(view.number(column))));
            out.print(Csv.record(cells));
        }
    }
}
