package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Units;
import io.pollux.cli.top.Key;
import io.pollux.cli.top.RateRow;
import io.pollux.cli.top.TopModel;
import io.pollux.cli.top.TopScreen;
import io.pollux.cli.top.TopTerminal;
import io.pollux.cli.top.TopView;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(name = "top", mixinStandardHelpOptions = true, sortOptions = false,
        description = "The busiest descriptors of a JVM, live; plain text when piped. Asks nothing of the JVM: works while it is stopped.",
        footer = {"", "Example:", "  pollux top 4711", "  pollux top 4711 --interval 5 -n 12 --role accepted | tee log"})
final class TopCommand implements Callable<Integer> {
    private static final int PIPE_WIDTH = 99;
    /** The first rates come soon, even under a long interval. */
    private static final double FIRST_SECONDS = 0.5;
    /** How long a resize may wait to be seen. */
    private static final long KEY_MS = 200;

    @Mixin
    private TargetOption target;

    @Mixin
    private FdQuery query;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1", description = "time between readings (default: ${DEFAULT-VALUE})")
    private double interval;

    @Option(names = "-n", paramLabel = "N", description = "stop after N tables; implies plain text")
    private Integer times;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "rows of a plain table (default: ${DEFAULT-VALUE})")
    private int limit;

    @Spec
    private CommandSpec spec;

    private LedgerReader reader;
    private TopModel model;
    private TopView view;
    private TopScreen screen;
    private FdOrder<RateRow> order;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        try (LedgerReader opened = LedgerReader.open(target.pid())) {
            reader = opened;
            model = new TopModel(reader);
            order = new FdOrder<>(model.columns(), RateRow::view, RateRow::worth);
            FdQuery.order(order, query.sort); // an unknown key is told before the screen is taken
            List<Field> chosen = query.chosen(model.columns());
            view = new TopView(order.keys(), query.sort, query.filter, interval);
            query.filter = null; // from here on the view's, which keys change
            screen = new TopScreen(model, view, chosen);
            model.update(query.predicate(), System.nanoTime());
            if (times == null && Terminals.is(0) && Terminals.is(1)) {
                live();
            } else {
                plain();
            }
        }
        return ExitCode.OK;
    }

    private void check() {
        if (!(interval > 0) || interval > 3600) {
            throw new CliException(ExitCode.USAGE, "--interval takes seconds, more than 0 and at most 3600");
        }
        if (times != null && times < 1 || limit < 1) {
            throw new CliException(ExitCode.USAGE, "-n and --limit take 1 or more");
        }
    }

    private void plain() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        for (int i = 0; times == null || i < times; i++) {
            TimeUnit.NANOSECONDS.sleep((long) (interval * 1e9));
            read();
            if (i > 0) {
                out.println();
            }
            screen.plain(title(), rows(), PIPE_WIDTH, limit).forEach(out::println);
            out.flush();
            if (out.checkError() || isOver()) {
                return;
            }
        }
    }

    private boolean isOver() {
        return reader.detached() || new Proc(reader.pid()).gone();
    }

    private void live() throws IOException {
        try (TopTerminal terminal = new TopTerminal()) {
            long next = System.nanoTime() + (long) (Math.min(FIRST_SECONDS, view.intervalSeconds()) * 1e9);
            draw(terminal);
            while (!view.quit()) {
                long waitMs = Math.min(KEY_MS, TimeUnit.NANOSECONDS.toMillis(next - System.nanoTime()));
                Key key = terminal.key(waitMs);
                if (key != null) {
                    view.press(key);
                }
                boolean due = System.nanoTime() >= next;
                if (due) {
                    next = System.nanoTime() + (long) (view.intervalSeconds() * 1e9);
                    if (!view.paused()) {
                        read();
                    }
                }
                if (key != null || due || terminal.resized()) {
                    draw(terminal);
                }
            }
        }
    }

    private void read() {
        model.update(query.predicate(), System.nanoTime());
    }

    private void draw(TopTerminal terminal) {
        List<RateRow> rows = rows();
        view.rows(rows);
        terminal.draw(screen.lines(title(), rows, terminal.width(), terminal.height()));
    }

    private List<RateRow> rows() {
        return model.rows().stream().filter(row -> row.view().mentions(view.filter())).sorted(order.by(view.sort())).toList();
    }

    private String title() {
        Map<String, String> facts = reader.meta();
        return String.join("  ", "pollux top", "pid " + reader.pid(), facts.getOrDefault("main_class", ""), StatusCommand.state(reader),
                "engine " + facts.getOrDefault("engine", "-"), "up " + Units.span(new Proc(reader.pid()).ageSeconds()));
    }
}
