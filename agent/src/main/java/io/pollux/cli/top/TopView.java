package io.pollux.cli.top;

import io.pollux.ledger.FdView;
import java.util.List;

/** What the user has chosen to see, and how keys change it. No terminal, no ledger: keys in, state out. */
public final class TopView {
    private static final double SHORTEST = 0.25;
    private static final double LONGEST = 60;

    private final List<String> sortKeys;
    private int sort;
    private String filter;
    private String typing;
    private double interval;
    private boolean paused;
    private boolean drawer;
    private boolean help;
    private boolean quit;
    private int selected;
    private boolean moved;
    private FdView followed;

    /** {@code sortKeys}: what s goes through; {@code sort}: the one to begin with. */
    public TopView(List<String> sortKeys, String sort, String filter, double interval) {
        this.sortKeys = sortKeys;
        this.sort = Math.max(0, sortKeys.indexOf(sort));
        this.filter = filter == null ? "" : filter;
        this.interval = Math.max(SHORTEST, Math.min(LONGEST, interval));
    }

    public String sort() {
        return sortKeys.get(sort);
    }

    public String filter() {
        return filter;
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

    public boolean drawer() {
        return drawer;
    }

    public boolean help() {
        return help;
    }

    public boolean quit() {
        return quit;
    }

    public int selected() {
        return selected;
    }

    /**
     * Places the selection among the rows to be shown. A row that the user has chosen is followed wherever the order takes it;
     * until then the selection is the first row, whoever that is.
     */
    public void rows(List<RateRow> rows) {
        if (followed != null && !moved) {
            for (int i = 0; i < rows.size(); i++) {
                selected = isFollowed(rows.get(i)) ? i : selected;
            }
        }
        selected = Math.max(0, Math.min(selected, rows.size() - 1));
        if (moved && !rows.isEmpty()) {
            followed = rows.get(selected).view();
        }
        moved = false;
    }

    private boolean isFollowed(RateRow row) {
        return row.view().fd() == followed.fd() && row.view().conn() == followed.conn();
    }

    private void move(int rows) {
        selected += rows;
        moved = true;
    }

    /** Takes one key. */
    public void press(Key key) {
        if (typing != null) {
            type(key);
        } else {
            command(key);
        }
    }

    private void type(Key key) {
        switch (key.kind()) {
            case ENTER -> {
                filter = typing;
                typing = null;
            }
            case ESCAPE -> typing = null;
            case BACKSPACE -> typing = typing.isEmpty() ? typing : typing.substring(0, typing.length() - 1);
            case CHARACTER -> typing += key.character();
            default -> { }
        }
    }

    private void command(Key key) {
        switch (key.kind()) {
            case UP -> move(-1);
            case DOWN -> move(1);
            case PAGE_UP -> move(-10);
            case PAGE_DOWN -> move(10);
            case ENTER -> {
                drawer = !drawer;
                move(0);
            }
            case ESCAPE -> escape();
            case END_OF_INPUT -> quit = true;
            case CHARACTER -> letter(key.character());
            default -> { }
        }
    }

    /** Takes back the last thing that covers the table. */
    private void escape() {
        if (help) {
            help = false;
        } else if (drawer) {
            drawer = false;
        } else if (!filter.isEmpty()) {
            filter = "";
        } else {
            followed = null;
            selected = 0;
        }
    }

    private void letter(char c) {
        switch (c) {
            case 'q' -> quit = true;
            case 'p', ' ' -> paused = !paused;
            case 's', '>' -> sort = (sort + 1) % sortKeys.size();
            case 'S', '<' -> sort = (sort + sortKeys.size() - 1) % sortKeys.size();
            case '/' -> typing = filter;
            case 'j' -> move(1);
            case 'k' -> move(-1);
            case '+' -> interval = Math.min(LONGEST, interval * 2);
            case '-' -> interval = Math.max(SHORTEST, interval / 2);
            case 'h', '?' -> help = !help;
            default -> { }
        }
    }
}
