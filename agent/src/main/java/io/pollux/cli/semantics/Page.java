package io.pollux.cli.semantics;

import io.pollux.cli.text.Table;
import java.util.ArrayList;
import java.util.List;

/** Everything that was seen, for people: as text under 100 columns, or as Markdown. */
public final class Page {
    private static final int WIDTH = 96;

    private final String kernel;
    private final List<String> engines;
    private final List<String> refused;
    private final List<Seen> all;
    private final Rules rules;

    /**
     * @param kernel  its release
     * @param engines the wanted ones
     * @param refused those that this kernel can't run
     * @param all     every state that was made
     * @param rules   what holds in every state, or null
     */
    public Page(String kernel, List<String> engines, List<String> refused, List<Seen> all, Rules rules) {
        this.kernel = kernel;
        this.engines = engines;
        this.refused = refused;
        this.all = all;
        this.rules = rules;
    }

    /** Of the states shown, the rules after them; without what is empty. */
    private List<Sheet> sheets(List<Seen> shown, boolean diff) {
        List<Sheet> sheets = new ArrayList<>(new Tables(mechanisms(shown)).of(shown));
        sheets.addAll(rules == null ? List.of() : rules.sheets(diff));
        return sheets.stream().filter(sheet -> !sheet.rows().isEmpty()).toList();
    }

    /** Only these of the states in the tables, and of the rules only differences ({@code diff}); the sums are of all. */
    public List<String> text(List<Seen> shown, boolean diff) {
        List<String> lines = new ArrayList<>(wrap(head(), 0));
        for (Sheet sheet : sheets(shown, diff)) {
            lines.add("");
            lines.add(sheet.title());
            Table table = new Table();
            sheet.heads().forEach(table::left);
            sheet.rows().forEach(table::row);
            lines.addAll(table.lines(WIDTH));
            sheet.below().forEach(line -> lines.addAll(wrap(line, line.startsWith("[") ? 4 : 0)));
        }
        lines.add("");
        sums().forEach(line -> lines.addAll(wrap(line, 2)));
        return lines;
    }

    /** The same as Markdown. */
    public List<String> markdown(List<Seen> shown, boolean diff) {
        List<String> lines = new ArrayList<>(List.of(head()));
        for (Sheet sheet : sheets(shown, diff)) {
            lines.addAll(List.of("", "### " + sheet.title(), ""));
            lines.add(row(sheet.heads()));
            lines.add("|" + " --- |".repeat(sheet.heads().size()));
            sheet.rows().forEach(row -> lines.add(row(row)));
            lines.add("");
            sheet.below().forEach(line -> lines.add("- " + line));
        }
        lines.add("");
        sums().forEach(line -> lines.add("- " + line));
        return lines;
    }

    /** The engines that wait by a mechanism of their own: what epoll-lazy asks of the kernel, epoll-et has asked. */
    private List<String> mechanisms(List<Seen> shown) {
        return engines.stream().filter(engine -> shown.stream().anyMatch(s -> s.raw(engine) != null || s.change(engine) != null)).toList();
    }

    private static String row(List<String> cells) {
        return "| " + String.join(" | ", cells.stream().map(cell -> cell.replace("|", "\\|")).toList()) + " |";
    }

    private String head() {
        return "Linux " + kernel + ". \"poll:\" is by the books, \"here\" beside it on this kernel. " + Tables.SAME + " as poll, - nothing, "
                + Tables.SILENT + " the books are silent, x2 twice, [1] books and kernel differ.";
    }

    private List<String> sums() {
        List<String> lines = new ArrayList<>();
        long failed = all.stream().filter(s -> s.failed() != null).count();
        long silent = all.stream().filter(s -> s.failed() == null && !s.inBooks()).count();
        long differ = all.stream().filter(Seen::differs).count();
        lines.add(all.size() + (all.size() == 1 ? " state: " : " states: ") + (all.size() - failed - silent - differ) + " as the books say, " + differ + " differ, on " + silent
                + " the books are silent" + (failed == 0 ? "" : ", " + failed + " could not be made"));
        all.stream().filter(s -> s.failed() != null).forEach(s -> lines.add("not made: " + s.name() + ": " + s.failed()));
        refused.forEach(engine -> lines.add(engine + ": this kernel refuses it, so there is no answer of it"));
        List<String> wrong = new ArrayList<>(all.stream().flatMap(s -> s.disagreements().stream()).toList());
        wrong.addAll(rules == null ? List.of() : rules.disagreements());
        lines.addAll(wrong);
        lines.add(wrong.isEmpty() ? "Pollux's engines (" + String.join(", ", engines) + ") say what epoll_wait says, in every state"
                : "Pollux's engines disagree with epoll_wait");
        return lines;
    }

    /** Lines no longer than WIDTH, all but the first with so many blanks before. */
    private static List<String> wrap(String text, int indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (line.length() + 1 + word.length() > WIDTH) {
                lines.add(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(indent));
            }
            line.append(word).append(' ');
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
