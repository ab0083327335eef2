package io.pollux.cli.semantics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The classic tables, one family of states after the other, as heads and rows: what select and poll say of each state, by the books and
 * here; and what a change brings to the mechanisms that watched it. Where epoll and io_uring say what poll says they have no column.
 */
final class Tables {
    static final String SAME = "=";
    static final String SILENT = ".";
    private static final String POLL = "poll";
    private static final String SIGNALS = "sigio";
    private static final String RING = "io_uring";
    private static final String RING_HINTS = "io_uring tells what woke it, not what is true now: it leaves OUT out, and PRI is not there to be read";
    private static final List<String> OLDEST = List.of("select", POLL);

    private final List<String> engines;
    private final Map<String, Integer> notes = new LinkedHashMap<>();

    /** The oldest first, as in the books. */
    Tables(List<String> engines) {
        this.engines = Stream.concat(OLDEST.stream().filter(engines::contains), engines.stream().filter(e -> !OLDEST.contains(e))).toList();
    }

    List<Sheet> of(List<Seen> states) {
        Map<String, List<Seen>> families = new LinkedHashMap<>();
        states.stream().filter(s -> s.failed() == null).forEach(s -> families.computeIfAbsent(s.title(), t -> new ArrayList<>()).add(s));
        List<Sheet> sheets = new ArrayList<>();
        families.forEach((title, family) -> {
            if (engines.stream().anyMatch(engine -> !engine.equals(SIGNALS))) {
                sheets.add(now(title, family));
            }
            List<Seen> changed = family.stream().filter(Seen::changes).toList();
            if (!changed.isEmpty() && !watching().isEmpty()) {
                sheets.add(changes(title, changed));
            }
        });
        return sheets;
    }

    // ---- asked now ----

    private Sheet now(String title, List<Seen> family) {
        notes.clear();
        List<String> heads = new ArrayList<>(List.of("state"));
        List<Function<Seen, String>> cells = new ArrayList<>(List.of(Seen::name));
        List<String> same = new ArrayList<>();
        for (String engine : engines) {
            if (OLDEST.contains(engine)) {
                heads.addAll(List.of(engine + ":", "here"));
                cells.addAll(List.of(s -> silent(s.books(engine)), s -> s.raw(engine)));
            } else if (!engine.equals(SIGNALS) && engines.contains(POLL) && family.stream().allMatch(s -> SAME.equals(likePoll(s, engine)))) {
                same.add(engine);
            } else if (!engine.equals(SIGNALS)) {
                heads.add(engine);
                cells.add(s -> likePoll(s, engine));
            }
        }
        Sheet sheet = sheet(title, heads, cells, family, Seen::nowDiffers);
        if (!same.isEmpty()) {
            sheet.below().add(0, String.join(", ", same) + ": as poll, in each of these states");
        }
        return sheet;
    }

    private String likePoll(Seen s, String engine) {
        String said = s.raw(engine);
        return said != null && engines.contains(POLL) && said.equals(s.raw(POLL)) ? SAME : said;
    }

    // ---- what a change brings ----

    /** Mechanisms that tell of changes by themselves. */
    private List<String> watching() {
        return engines.stream().filter(e -> !OLDEST.contains(e)).toList();
    }

    private Sheet changes(String title, List<Seen> family) {
        notes.clear();
        List<String> heads = new ArrayList<>(List.of("reported to one that watched the change"));
        List<Function<Seen, String>> cells = new ArrayList<>(List.of(Seen::name));
        for (String engine : watching()) {
            if (engine.equals(SIGNALS)) {
                heads.addAll(List.of(engine + ":", "here"));
                cells.addAll(List.of(s -> silent(s.books(engine)), s -> s.change(engine)));
            } else {
                heads.add(engine);
                cells.add(s -> s.change(engine) != null && s.change(engine).equals(s.raw(POLL)) ? SAME : s.change(engine));
            }
        }
        Sheet sheet = sheet(title, heads, cells, family, Seen::signalDiffers);
        if (family.stream().anyMatch(s -> s.change(RING) != null && !s.change(RING).equals("-") && !s.change(RING).equals(s.raw(POLL)))) {
            sheet.below().add(0, RING_HINTS);
        }
        return sheet;
    }

    // ---- both ----

    private Sheet sheet(String title, List<String> heads, List<Function<Seen, String>> cells, List<Seen> family, Function<Seen, Boolean> differs) {
        List<List<String>> rows = new ArrayList<>();
        BiFunction<Seen, Boolean, String> mark = (s, different) -> different ? mark(s) : "";
        heads.add("");
        for (Seen s : family) {
            List<String> row = new ArrayList<>();
            cells.forEach(cell -> row.add(String.valueOf(cell.apply(s))));
            row.add(mark.apply(s, differs.apply(s) || s.newKernel()));
            rows.add(row);
        }
        List<String> below = new ArrayList<>();
        notes.forEach((note, number) -> below.add("[" + number + "] " + note));
        return new Sheet(title, heads, rows, below);
    }

    private String mark(Seen s) {
        String note = s.newKernel() ? "poll says something else than on Linux 6.18: " + s.linux618() + " there"
                : s.why() == null ? "differs from the books" : s.why();
        notes.putIfAbsent(note, notes.size() + 1);
        return "[" + notes.get(note) + "]";
    }

    private static String silent(String books) {
        return books == null ? SILENT : books;
    }
}
