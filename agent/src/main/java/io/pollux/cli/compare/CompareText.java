package io.pollux.cli.compare;

import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.cli.text.Wrap;
import io.pollux.ledger.LedgerReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A comparison for people: what each engine cost, how it compares with the one in use, what to do. */
public final class CompareText {
    static final List<String> VALUE_HEADS = List.of("engine", "events/s", "waits/s", "I/O/s", "CPU", "CPU/ev", "calls/ev", "scans/ev", "copied/ev",
            "read p50", "p99");
    static final List<String> RATIO_HEADS = List.of("engine", "measure", "ratio", "95 % from", "to", "verdict");

    private static final int WIDTH = 99;

    private final Outcome outcome;
    private final Advice advice;

    public CompareText(Outcome outcome, Advice advice) {
        this.outcome = outcome;
        this.advice = advice;
    }

    /** The process and its engine, in words. */
    public static String who(LedgerReader reader) {
        return "pid " + reader.pid() + "  " + reader.meta().getOrDefault("main_class", "");
    }

    /** Lines of less than 100 characters. */
    public List<String> lines(LedgerReader reader) {
        List<String> lines = new ArrayList<>();
        lines.add(who(reader) + "  engine in use: " + outcome.inUse().engine());
        lines.addAll(Wrap.lines("", "  ", how(outcome), WIDTH));
        lines.add("");
        lines.addAll(values().lines());
        lines.add("");
        if (outcome.objection().isEmpty()) {
            lines.addAll(ratios().lines());
            lines.add("");
        }
        notes(outcome).forEach(note -> lines.addAll(Wrap.lines("note: ", "  ", note, WIDTH)));
        lines.addAll(Wrap.lines("", "  ", advice.sentence(), WIDTH));
        return lines;
    }

    /** How it was measured. */
    static String how(Outcome outcome) {
        Plan plan = outcome.plan();
        int threads = outcome.threads();
        return plan.rounds() + " rounds of " + plan.engines().size() + " engines, turns of " + Units.time(plan.turnNs()) + " less "
                + Units.time(plan.warmUpNs()) + " to warm up; seed " + plan.seed() + "; " + threads + (threads == 1 ? " thread waits" : " threads wait");
    }

    private Table values() {
        Table table = new Table().left(VALUE_HEADS.get(0));
        VALUE_HEADS.stream().skip(1).forEach(table::right);
        valueRows(outcome).forEach(table::row);
        return table;
    }

    /** A row for each engine. */
    static List<List<String>> valueRows(Outcome outcome) {
        return outcome.pools().stream().map(CompareText::valueRow).toList();
    }

    private static List<String> valueRow(Pool pool) {
        double seconds = pool.seconds();
        Stream<String> rates = Stream.of(pool.engine(), Units.scaled(pool.events() / seconds), Units.scaled(pool.waits() / seconds),
                Units.of("bytes", pool.ioBytes() / seconds), Units.scaled(pool.cpuShare() * 100) + "%");
        Stream<Measure> measures = Stream.of(Measure.CPU, Measure.SYSCALLS, Measure.SCANNED, Measure.COPIED, Measure.READ_P50, Measure.READ_P99);
        return Stream.concat(rates, measures.map(measure -> number(measure, pool.value(measure)))).toList();
    }

    private static String number(Measure measure, double value) {
        return Double.isNaN(value) ? "-" : Units.of(measure.unit(), value);
    }

    private Table ratios() {
        Table table = new Table().left("against " + outcome.inUse().engine()).left("").right("ratio").right("95 % from").right("to").left("");
        String last = "";
        for (List<String> row : ratioRows(outcome)) {
            List<String> cells = new ArrayList<>(row);
            cells.set(0, row.get(0).equals(last) ? "" : row.get(0));
            last = row.get(0);
            table.row(cells);
        }
        return table;
    }

    /** A row for each engine and measure. */
    static List<List<String>> ratioRows(Outcome outcome) {
        List<List<String>> rows = new ArrayList<>();
        for (Pool other : outcome.others()) {
            for (Map.Entry<Measure, Ratio> entry : outcome.ratios(other).entrySet()) {
                Ratio ratio = entry.getValue();
                rows.add(List.of(other.engine(), entry.getKey().label(), Advice.number(ratio.value()), Advice.number(ratio.low()),
                        Advice.number(ratio.high()), ratio.verdict().label()));
            }
        }
        return rows;
    }

    /** What a reader must know to take the numbers for what they are. */
    static List<String> notes(Outcome outcome) {
        List<String> notes = new ArrayList<>();
        for (Pool pool : outcome.pools()) {
            if (pool.fellBack() > 0) {
                notes.add(pool.engine() + " could not serve all of it: " + pool.fellBack() + " times a set went back to the kernel's epoll "
                        + "(pollux status says why); its numbers are in part those of epoll.");
            } else if (pool.elsewhere() > 0) {
                notes.add(pool.elsewhere() + (pool.elsewhere() == 1 ? " set" : " sets") + " could not be moved to " + pool.engine() + " and stayed as they were.");
            }
        }
        return notes;
    }
}
