package io.pollux.cli.top;

import java.util.List;

/** What lies over the table, or in its place: which text, how far it is scrolled, and the descriptor that the drawer is open for. */
final class Overlay {
    /** Which it is. */
    enum Cover { NONE, HELP, COLUMNS, DRAWER }

    private Cover cover = Cover.NONE;
    private RateRow open;
    private boolean gone;
    private long scrolled;
    private int page = 1;

    Cover cover() {
        return cover;
    }

    boolean none() {
        return cover == Cover.NONE;
    }

    /** The descriptor that the drawer is open for, as it was last seen; null without a drawer. */
    RateRow open() {
        return open;
    }

    /** Whether it is closed by now. */
    boolean gone() {
        return gone;
    }

    /** Takes away what there is. */
    void lift() {
        show(Cover.NONE, null);
    }

    void toggle(Cover wanted) {
        show(cover == wanted ? Cover.NONE : wanted, null);
    }

    void openDrawer(RateRow row) {
        show(Cover.DRAWER, row);
    }

    private void show(Cover wanted, RateRow row) {
        cover = wanted;
        open = row;
        gone = false;
        scrolled = 0;
    }

    /** Finds the drawer's descriptor among those there are now; where it is no more, the last that was seen of it stays. */
    void follow(List<RateRow> rows) {
        if (open != null) {
            RateRow now = rows.stream().filter(this::isOpen).findFirst().orElse(null);
            gone = now == null;
            open = gone ? open : now;
        }
    }

    private boolean isOpen(RateRow row) {
        return row.view().fd() == open.view().fd() && row.view().conn() == open.view().conn();
    }

    /** So many lines, and pages of what was in sight last. */
    long lines(int lines, int pages) {
        return lines + (long) pages * page;
    }

    void scroll(long lines) {
        scrolled = Math.max(0, scrolled + lines);
    }

    /** The first line in sight of a text of so many lines where {@code height} have room. */
    int firstLine(int lines, int height) {
        page = Math.max(1, height - 1);
        scrolled = Math.max(0, Math.min(scrolled, lines - height));
        return (int) scrolled;
    }
}
