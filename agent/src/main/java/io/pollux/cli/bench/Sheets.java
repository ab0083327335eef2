package io.pollux.cli.bench;

import io.pollux.cli.text.Units;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The tables of a report. */
final class Sheets {
    private static final String NONE = "-";

    private final Measured measured;

    Sheets(Measured measured) {
        this.measured = measured;
    }

    List<Sheet> all() {
        List<Sheet> sheets = new ArrayList<>();
        for (Measured.Group group : measured.groups()) {
            sheets.add(waits(group));
            if (sizes(group).size() > 1 && group.active() == 1) {
                sheets.add(growth(group));
            }
            sheets.add(counts(group));
            sheets.add(changes(group));
        }
        return sheets;
    }

    private Sheet waits(Measured.Group group) {
        List<List<String>> rows = rows(group, cell -> cell.raw() == null
                ? List.of(NONE, NONE, Numbers.time(cell.pollux().waiting()), Numbers.spread(cell.pollux().waiting()), NONE, NONE)
                : List.of(Numbers.time(cell.raw().waiting()), Numbers.spread(cell.raw().waiting()),
                        Numbers.time(cell.pollux().waiting()), Numbers.spread(cell.pollux().waiting()),
                        Numbers.ratio(cell.ratio().middle()), Numbers.ratio(cell.ratio().low()) + ".." + Numbers.ratio(cell.ratio().high())));
        return new Sheet("Time of a wait: " + group.what(), 1,
                List.of("engine", "fds", "C loop", "quartiles", "Pollux", "quartiles", "ratio", "quartiles"), rows, List.of());
    }

    private Sheet growth(Measured.Group group) {
        List<Integer> sizes = sizes(group);
        List<String> heads = new ArrayList<>(List.of("engine", ""));
        sizes.forEach(size -> heads.add(Numbers.whole(size)));
        sizes.stream().skip(1).forEach(size -> heads.add(Numbers.whole(size)));
        List<List<String>> rows = new ArrayList<>();
        for (String engine : measured.engines()) {
            List<Cell> cells = measured.of(group, engine);
            if (Book.knows(engine)) {
                rows.add(grown(engine, Book.TITLE, sizes.stream().map(size -> Book.ns(engine, size)).toList()));
            }
            rows.add(grown(engine, "C loop", values(cells, sizes, cell -> cell.raw() == null ? null : cell.raw().waiting().middle())));
            rows.add(grown(engine, "Pollux", values(cells, sizes, cell -> cell.pollux().waiting().middle())));
        }
        return new Sheet("Seconds for 100,000 waits, and how they grow from " + Numbers.whole(sizes.get(0)) + " descriptors on", 2, heads, rows,
                List.of(Book.TITLE + ": The Linux Programming Interface, on Linux 2.6.25; only its growth compares."));
    }

    private static List<Double> values(List<Cell> cells, List<Integer> sizes, Function<Cell, Double> value) {
        return sizes.stream().map(size -> cells.stream().filter(cell -> cell.plan().fds() == size).findFirst().map(value).orElse(null)).toList();
    }

    private static List<String> grown(String engine, String who, List<Double> ns) {
        List<String> row = new ArrayList<>(List.of(engine, who));
        ns.forEach(one -> row.add(one == null ? NONE : Numbers.seconds(one)));
        Double first = ns.get(0);
        ns.stream().skip(1).forEach(one -> row.add(one == null || first == null ? NONE : Numbers.factor(one / first)));
        return row;
    }

    private Sheet counts(Measured.Group group) {
        List<List<String>> rows = rows(group, cell -> {
            long waits = cell.count("waits");
            return List.of(Numbers.mean(cell.count("served"), waits), Numbers.mean(cell.count("syscalls"), waits),
                    Numbers.mean(cell.count("scanned_fds"), waits), Numbers.mean(cell.count("copied_in_bytes"), waits),
                    Numbers.mean(cell.count("copied_out_bytes"), waits));
        });
        return new Sheet("What a wait takes, by Pollux's counters: " + group.what(), 1,
                List.of("engine", "fds", "ready", "system calls", "fds scanned", "bytes in", "bytes out"), rows, List.of());
    }

    private Sheet changes(Measured.Group group) {
        List<List<String>> rows = rows(group, cell -> {
            List<String> cells = new ArrayList<>();
            for (Function<Side, Quartiles> change : List.<Function<Side, Quartiles>>of(Side::add, Side::change, Side::del)) {
                cells.add(cell.raw() == null ? NONE : Numbers.time(change.apply(cell.raw())));
                cells.add(Numbers.time(change.apply(cell.pollux())));
            }
            return cells;
        });
        return new Sheet("One change of interest (epoll_ctl): " + group.kind().plural(), 1,
                List.of("engine", "fds", "ADD: C loop", "Pollux", "MOD: C loop", "Pollux", "DEL: C loop", "Pollux"), rows, List.of());
    }

    private List<List<String>> rows(Measured.Group group, Function<Cell, List<String>> cells) {
        List<List<String>> rows = new ArrayList<>();
        for (String engine : measured.engines()) {
            for (Cell cell : measured.of(group, engine)) {
                List<String> row = new ArrayList<>(List.of(engine, Numbers.whole(cell.fds())));
                row.addAll(cells.apply(cell));
                rows.add(row);
            }
        }
        return rows;
    }

    private List<Integer> sizes(Measured.Group group) {
        return measured.of(group).stream().map(cell -> cell.plan().fds()).distinct().sorted().toList();
    }

    /** One line: what no wait can be cheaper than. */
    String floors() {
        return "floors: null system call " + Units.time(measured.floors().nullCallNs()) + ", empty wait " + Units.time(measured.floors().emptyWaitNs())
                + ", empty read " + Units.time(measured.floors().emptyReadNs()) + ", 1-byte read " + Units.time(measured.oneByteReadNs());
    }

    String head() {
        return "Linux " + measured.kernel() + ", " + measured.cpus() + (measured.cpus() == 1 ? " processor, " : " processors, ")
                + measured.rounds() + " rounds of each side in turns";
    }
}
