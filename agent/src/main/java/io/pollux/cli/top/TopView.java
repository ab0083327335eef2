package io.pollux.cli.top;

import io.pollux.cli.top.Overlay.Cover;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What the user has chosen to see, and how keys change it. No terminal: keys in, state out. */
public final class TopView {
    private static final double SHORTEST = 0.25;
    private static final double LONGEST = 60;

    private final Grid<RateRow> fds;
    private final Map<Tab, ListTab> lists = new EnumMap<>(Tab.class);
    private final ColumnChooser chooser = new ColumnChooser();
    private final Overlay overlay = new Overlay();
    private final FilterPrompt prompt = new FilterPrompt();
    private Tab tab = Tab.FDS;
    private boolean perSecond = true;
    private long shownClockNs;
    private boolean shownPerSecond;
    private double interval;
    private boolean paused;
    private boolean quit;

    /** The table of descriptors as it is to begin with: {@code sort} a column, {@code filter} may be null. */
    public TopView(String sort, boolean reverse, String filter, double interval) {
        this.fds = new Grid<>(row -> List.of(row.view().fd(), row.view().conn()), (row, text) -> row.view().mentions(text), sort, reverse,
                filter == null ? "" : filter);
        this.interval = Math.max(SHORTEST, Math.min(LONGEST, interval));
        for (Tab each : Tab.values()) {
            if (each.source() != null) {
                lists.put(each, new ListTab(each.source()));
            }
        }
    }

    Tab tab() {
        return tab;
    }

    Overlay overlay() {
        return overlay;
    }

    ColumnChooser chooser() {
        return chooser;
    }

    /** The table of descriptors. */
    public Grid<RateRow> fds() {
        return fds;
    }

    /** The table in sight; null: what is there is none. */
    Grid<?> grid() {
        return tab == Tab.FDS ? fds : lists.containsKey(tab) ? lists.get(tab).grid() : null;
    }

    /** The filter being typed, or null. */
    public String typing() {
        return prompt.text();
    }

    public double intervalSeconds() {
        return interval;
    }

    public boolean paused() {
        return paused;
    }

    /** Whether numbers are growth a second, else totals. */
    public boolean perSecond() {
        return perSecond;
    }

    public boolean quit() {
        return quit;
    }

    /** Reads what the view in sight needs besides the descriptors. */
    void read(LedgerReader reader, long nowNs) {
        if (lists.containsKey(tab)) {
            lists.get(tab).update(reader, nowNs);
        }
    }

    /** Takes what was read last. {@code chosen}: the counters asked for, or null. */
    public void show(TopModel model, List<Field> chosen) {
        if (model.clockNs() != shownClockNs || perSecond != shownPerSecond) {
            fds.update(model.rows(), new FdColumns(model, chosen, perSecond).all());
            shownClockNs = model.clockNs();
            shownPerSecond = perSecond;
        }
        if (lists.containsKey(tab)) {
            lists.get(tab).show(perSecond);
        }
        overlay.follow(model.rows());
    }

    /** Takes one key. */
    public void press(Key key) {
        if (prompt.text() == null) {
            if (overlay.cover() != Cover.COLUMNS || !chooser.press(key, grid())) {
                Keys.press(key, this);
            }
        } else if (key.kind() == Key.Kind.END_OF_INPUT) {
            leave();
        } else {
            prompt.press(key, grid());
        }
    }

    void type() {
        if (grid() != null && overlay.none()) {
            prompt.begin(grid());
        }
    }

    void leave() {
        quit = true;
    }

    void choose(int number) {
        tab = Tab.values()[number % Tab.values().length];
        overlay.lift();
    }

    void toggleHelp() {
        overlay.toggle(Cover.HELP);
    }

    void toggleColumns() {
        if (grid() == null) {
            overlay.lift();
        } else {
            overlay.toggle(Cover.COLUMNS);
        }
    }

    void enter() {
        if (!overlay.none()) {
            overlay.lift();
        } else if (tab == Tab.FDS && fds.current() != null) {
            fds.move(0);
            overlay.openDrawer(fds.current());
        }
    }

    /** Takes back the last thing that was done to the table. */
    void escape() {
        if (!overlay.none()) {
            overlay.lift();
        } else if (grid() != null && !grid().filter().isEmpty()) {
            grid().filterBy("");
        } else if (grid() != null) {
            grid().letGo();
        }
    }

    private void withGrid(Consumer<Grid<?>> act) {
        if (grid() != null) {
            act.accept(grid());
        }
    }

    void sort(int step) {
        withGrid(grid -> grid.sortNext(step));
    }

    void turnRound() {
        withGrid(Grid::turnRound);
    }

    void toggleAll() {
        withGrid(Grid::toggleAll);
    }

    void toggleRate() {
        perSecond = !perSecond;
    }

    void pause() {
        paused = !paused;
    }

    void stretch(double factor) {
        interval = Math.max(SHORTEST, Math.min(LONGEST, interval * factor));
    }

    void scroll(int columns) {
        if (overlay.none()) {
            withGrid(grid -> grid.scroll(columns));
        }
    }

    /** Moves in whatever is in sight. */
    void move(int rows, int pages) {
        if (overlay.cover() == Cover.COLUMNS) {
            chooser.move(overlay.lines(rows, pages));
        } else if (!overlay.none() || grid() == null) {
            overlay.scroll(overlay.lines(rows, pages));
        } else {
            grid().move(rows);
            grid().movePages(pages);
        }
    }
}
