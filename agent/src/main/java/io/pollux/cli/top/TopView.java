package io.pollux.cli.top;

import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the user has chosen to see, and how keys change it. No terminal: keys in, state out. */
public final class TopView {
    /** What lies over the table. */
    enum Cover { NONE, HELP, COLUMNS, DRAWER }

    private static final double SHORTEST = 0.25;
    private static final double LONGEST = 60;

    private final Grid<RateRow> fds;
    private final Map<Tab, ListTab> lists = new EnumMap<>(Tab.class);
    private final ColumnChooser chooser = new ColumnChooser();
    private Tab tab = Tab.FDS;
    private Cover cover = Cover.NONE;
    private RateRow open;
    private boolean gone;
    private long scrolled;
    private int page = 1;
    private String typing;
    private String filterBefore;
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

    Cover cover() {
        return cover;
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

    /** The descriptor that the drawer is open for, as it was last seen. */
    RateRow open() {
        return open;
    }

    /** Whether it is closed by now. */
    boolean gone() {
        return gone;
    }

    /** The filter being typed, or null. */
    public String typing() {
        return typing;
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
        if (open != null) {
            RateRow now = model.rows().stream().filter(row -> isOpen(row.view())).findFirst().orElse(null);
            gone = now == null;
            open = gone ? open : now;
        }
    }

    private boolean isOpen(FdView view) {
        return view.fd() == open.view().fd() && view.conn() == open.view().conn();
    }

    /** Takes one key. */
    public void press(Key key) {
        if (typing != null) {
            type(key);
        } else if (cover != Cover.COLUMNS || !chooser.press(key, grid())) {
            Keys.press(key, this);
        }
    }

    private void type(Key key) {
        switch (key.kind()) {
            case ENTER -> typing = null;
            case ESCAPE -> {
                typing = null;
                grid().filterBy(filterBefore);
            }
            case END_OF_INPUT -> leave();
            case BACKSPACE -> typed(typing.isEmpty() ? typing : typing.substring(0, typing.length() - 1));
            case CHARACTER -> typed(typing + key.character());
            default -> { }
        }
    }

    /** The table follows every letter. */
    private void typed(String text) {
        typing = text;
        grid().filterBy(text);
    }

    void type() {
        if (grid() != null && cover == Cover.NONE) {
            filterBefore = grid().filter();
            typing = filterBefore;
        }
    }

    void leave() {
        quit = true;
    }

    void choose(int number) {
        tab = Tab.values()[number % Tab.values().length];
        cover(Cover.NONE);
    }

    private void cover(Cover wanted) {
        cover = wanted;
        open = wanted == Cover.DRAWER ? fds.current() : null;
        gone = false;
        scrolled = 0;
    }

    void toggleHelp() {
        cover(cover == Cover.HELP ? Cover.NONE : Cover.HELP);
    }

    void toggleColumns() {
        cover(cover == Cover.COLUMNS || grid() == null ? Cover.NONE : Cover.COLUMNS);
    }

    void enter() {
        if (cover != Cover.NONE) {
            cover(Cover.NONE);
        } else if (tab == Tab.FDS && fds.current() != null) {
            fds.move(0);
            cover(Cover.DRAWER);
        }
    }

    /** Takes back the last thing that was done to the table. */
    void escape() {
        if (cover != Cover.NONE) {
            cover(Cover.NONE);
        } else if (grid() != null && !grid().filter().isEmpty()) {
            grid().filterBy("");
        } else if (grid() != null) {
            grid().letGo();
        }
    }

    void sort(int step) {
        if (grid() != null) {
            grid().sortNext(step);
        }
    }

    void turnRound() {
        if (grid() != null) {
            grid().turnRound();
        }
    }

    void toggleAll() {
        if (grid() != null) {
            grid().toggleAll();
        }
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
        if (grid() != null && cover == Cover.NONE) {
            grid().scroll(columns);
        }
    }

    /** Moves in whatever is in sight. */
    void move(int rows, int pages) {
        if (cover == Cover.COLUMNS) {
            chooser.move(rows + (long) pages * page);
        } else if (cover != Cover.NONE || grid() == null) {
            scrolled = Math.max(0, scrolled + rows + (long) pages * page);
        } else {
            grid().move(rows);
            grid().movePages(pages);
        }
    }

    /** The first line in sight of a text of so many lines where {@code height} have room. */
    int firstLine(int lines, int height) {
        page = Math.max(1, height - 1);
        scrolled = Math.max(0, Math.min(scrolled, lines - height));
        return (int) scrolled;
    }
}
