package io.pollux.cli;

import io.pollux.cli.jvm.Proc;
import io.pollux.cli.text.Units;
import io.pollux.cli.top.Line;
import io.pollux.cli.top.RateRow;
import io.pollux.cli.top.TopLoop;
import io.pollux.cli.top.TopModel;
import io.pollux.cli.top.TopScreen;
import io.pollux.cli.top.TopView;
import io.pollux.ledger.FdOrder;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(name = "top",
        description = "The busiest descriptors of a JVM, live; plain text when piped. Asks nothing of the JVM: works while it is stopped.",
        footer = {"", "Example:", "  pollux top 4711", "  pollux top 4711 --interval 5 -n 12 --role accepted | tee log"})
final class TopCommand extends JvmCommand {
    private static final int PIPE_WIDTH = 99;

    @Mixin
    private FdQuery query;

    @Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1", description = "time between readings (default: ${DEFAULT-VALUE})")
    private double interval;

    @Option(names = "-n", paramLabel = "N", description = "stop after N tables; implies plain text")
    private Integer times;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "20", description = "rows of a plain table (default: ${DEFAULT-VALUE})")
    private int limit;

    private LedgerReader reader;
    private long pid;
    private TopModel model;
    /** When it was first seen that the numbers are final. */
    private LocalTime ended;

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        pid = pid();
        try (LedgerReader opened = LedgerReader.open(pid)) {
            reader = opened;
            model = new TopModel(reader);
            FdOrder<RateRow> order = new FdOrder<>(model.columns(), RateRow::view, RateRow::worth);
            FdQuery.order(order, query.sort); // an unknown key is told before the screen is taken
            List<Field> chosen = query.chosen(model.columns());
            boolean live = times == null && Terminals.is(0) && Terminals.is(1);
            TopView view = new TopView(query.sort, query.reverse, query.filter, interval);
            query.filter = live ? null : query.filter; // on the screen it is the view's, which keys change
            model.update(query.predicate(), System.nanoTime());
            if (live) {
                new TopLoop(reader, pid, model, view, chosen, query.predicate()).run(this::title, this::isOver);
            } else {
                plain(view, new TopScreen(model, view, chosen), chosen);
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

    private void plain(TopView view, TopScreen screen, List<Field> chosen) throws InterruptedException {
        PrintWriter out = out();
        for (int i = 0; times == null || i < times; i++) {
            TimeUnit.NANOSECONDS.sleep((long) (interval * 1e9));
            model.update(query.predicate(), System.nanoTime());
            view.show(model, chosen);
            if (i > 0) {
                out.println();
            }
            screen.plain(title().text(), view.fds().rows(), PIPE_WIDTH, limit).forEach(out::println);
            out.flush();
            if (out.checkError() || isOver()) {
                return;
            }
        }
    }

    private boolean isOver() {
        return reader.detached() || new Proc(pid).gone();
    }

    private Line title() {
        Map<String, String> facts = reader.meta();
        String state = StatusCommand.state(reader, pid);
        boolean over = isOver();
        if (over && ended == null) {
            ended = LocalTime.now().truncatedTo(ChronoUnit.SECONDS);
        }
        List<String> after = List.of("engine " + facts.getOrDefault("engine", "-"), over ? "" : "up " + Units.span(new Proc(pid).ageSeconds()),
                facts.getOrDefault("main_class", ""));
        return Line.title("pollux top  pid " + pid, over ? state + " (seen at " + ended + ")" : state, state.equals("running"),
                after.stream().filter(word -> !word.isEmpty()).collect(Collectors.joining("  ")));
    }
}
