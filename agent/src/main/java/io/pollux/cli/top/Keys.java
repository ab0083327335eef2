package io.pollux.cli.top;

import io.pollux.cli.text.Wrap;
import io.pollux.cli.top.Key.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What each key does: the one list that the screen's last line, its help and its keyboard have. */
final class Keys {
    /**
     * @param label how the key is written
     * @param brief for the last line; empty: only the help has it
     * @param help  for the help; empty: another one's says it
     */
    private record Binding(String label, String brief, String help, Predicate<Key> on, Consumer<TopView> act) {
    }

    private static final String LABEL = "%-16s ";

    private static final List<Binding> ALL = List.of(
            bind("q, Ctrl-C", "q quit", "quit; the terminal is as it was", either(letter("q"), kind(Kind.END_OF_INPUT)), TopView::leave),
            bind("?, h", "? help", "this help", letter("?h"), TopView::toggleHelp),
            bind("Enter", "Enter details", "everything about the selected descriptor", kind(Kind.ENTER), TopView::enter),
            bind("Esc", "", "go back: close what is open, then take back the filter, then the selection", kind(Kind.ESCAPE), TopView::escape),
            bind("/", "/ filter", "filter by a text in an address, role, protocol, model or engine, by a number, or by fd=17; Esc takes it back",
                    letter("/"), TopView::type),
            bind("s, S", "s S sort", "sort by the next, the previous column", letter("s>"), view -> view.sort(1)),
            bind("", "", "", letter("S<"), view -> view.sort(-1)),
            bind("R", "R reverse", "the other way round", letter("R"), TopView::turnRound),
            bind("o", "o columns", "all columns with their meaning: show or hide them, sort by any", letter("o"), TopView::toggleColumns),
            bind("c", "", "all columns, or those that are not zero everywhere", letter("c"), TopView::toggleAll),
            bind("space, p", "space pause", "pause and go on", letter(" p"), TopView::pause),
            bind("r", "r totals", "growth a second, or totals", letter("r"), TopView::toggleRate),
            bind("1 ... 7, Tab", "1-7 views", "views", kind(Kind.TAB), view -> view.choose(view.tab().ordinal() + 1)),
            bind("left, right", "", "more columns", kind(Kind.LEFT), view -> view.scroll(-1)),
            bind("", "", "", kind(Kind.RIGHT), view -> view.scroll(1)),
            bind("up, down, k, j", "", "select a row; it is followed wherever the order takes it", either(letter("k"), kind(Kind.UP)), view -> view.move(-1, 0)),
            bind("", "", "", either(letter("j"), kind(Kind.DOWN)), view -> view.move(1, 0)),
            bind("PgUp, PgDn", "", "the same by what is in sight", kind(Kind.PAGE_UP), view -> view.move(0, -1)),
            bind("", "", "", kind(Kind.PAGE_DOWN), view -> view.move(0, 1)),
            bind("Home, End", "", "the first, the last row", kind(Kind.HOME), view -> view.move(Integer.MIN_VALUE, 0)),
            bind("", "", "", kind(Kind.END), view -> view.move(Integer.MAX_VALUE, 0)),
            bind("+, -", "", "longer, shorter interval", letter("+"), view -> view.stretch(2)),
            bind("", "", "", letter("-"), view -> view.stretch(0.5)));

    private Keys() {
    }

    private static Binding bind(String label, String brief, String help, Predicate<Key> on, Consumer<TopView> act) {
        return new Binding(label, brief, help, on, act);
    }

    private static Predicate<Key> letter(String any) {
        return key -> key.kind() == Kind.CHARACTER && any.indexOf(key.character()) >= 0;
    }

    private static Predicate<Key> kind(Kind kind) {
        return key -> key.kind() == kind;
    }

    private static Predicate<Key> either(Predicate<Key> one, Predicate<Key> other) {
        return one.or(other);
    }

    /** Does what the key is for; nothing where it is for nothing. */
    static void press(Key key, TopView view) {
        if (key.kind() == Kind.CHARACTER && key.character() >= '1' && key.character() < '1' + Tab.values().length) {
            view.choose(key.character() - '1');
        } else {
            ALL.stream().filter(binding -> binding.on.test(key)).findFirst().ifPresent(binding -> binding.act.accept(view));
        }
    }

    /** As much as fits, the first first. */
    static String line(int width) {
        StringBuilder line = new StringBuilder();
        for (Binding binding : ALL) {
            if (!binding.brief.isEmpty() && line.length() + 2 + binding.brief.length() <= width) {
                line.append(line.length() == 0 ? "" : "  ").append(binding.brief);
            }
        }
        return line.toString();
    }

    static List<Line> help(int width) {
        List<Line> lines = new ArrayList<>();
        ALL.stream().filter(binding -> !binding.help.isEmpty())
                .forEach(binding -> Wrap.lines(String.format(LABEL, binding.label), String.format(LABEL, ""), binding.help, width)
                        .forEach(line -> lines.add(Line.plain(line))));
        return lines;
    }
}
