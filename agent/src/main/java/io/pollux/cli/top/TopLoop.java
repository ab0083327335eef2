package io.pollux.cli.top;

import io.pollux.findings.Diagnosis;
import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The live screen: reads at an interval, draws when there is something new, and takes keys in between. */
public final class TopLoop {
    /** The first rates come soon, even under a long interval. */
    private static final double FIRST_SECONDS = 0.5;
    /** How long a resize may wait to be seen. */
    private static final long KEY_MS = 200;
    /** Keys that came meanwhile are taken together, so that a key held down is not drawn late. */
    private static final int KEYS_AT_ONCE = 100;

    private final LedgerReader reader;
    private final long pid;
    private final TopModel model;
    private final TopView view;
    private final List<Field> chosen;
    private final Predicate<FdView> wanted;
    private final TopScreen screen;
    private long nextNs;
    private Tab shown = Tab.FDS;

    /** {@code wanted}: the descriptors to read; {@code chosen}: the counters asked for, or null. */
    public TopLoop(LedgerReader reader, long pid, TopModel model, TopView view, List<Field> chosen, Predicate<FdView> wanted) {
        this.reader = reader;
        this.pid = pid;
        this.model = model;
        this.view = view;
        this.chosen = chosen;
        this.wanted = wanted;
        this.screen = new TopScreen(model, view, chosen);
    }

    /**
     * Runs until the user leaves.
     *
     * @param title who is watched, in what state
     * @param over  whether the numbers are final: they are not read any more, and stay
     */
    public void run(Supplier<Line> title, BooleanSupplier over) throws IOException {
        try (TopTerminal terminal = new TopTerminal(); FindingsWatch findings = new FindingsWatch(reader, pid)) {
            nextNs = System.nanoTime() + (long) (Math.min(FIRST_SECONDS, view.intervalSeconds()) * 1e9);
            boolean changed = true;
            Diagnosis found = null;
            while (!view.quit()) {
                if (changed || terminal.resized() || found != findings.last()) {
                    found = findings.last();
                    view.show(model, chosen);
                    terminal.draw(screen.lines(title.get(), found, terminal.width(), terminal.height()));
                }
                changed = keys(terminal) | read(over.getAsBoolean());
                findings.pause(view.paused());
            }
        }
    }

    /** Waits for keys, no longer than until the next reading; whether there were any. */
    private boolean keys(TopTerminal terminal) {
        long waitMs = Math.max(1, Math.min(KEY_MS, TimeUnit.NANOSECONDS.toMillis(nextNs - System.nanoTime())));
        Key key = terminal.key(waitMs);
        for (int i = 1; key != null && !view.quit(); i++) {
            view.press(key);
            if (i == KEYS_AT_ONCE) {
                return true;
            }
            key = terminal.key(1);
            if (key == null) {
                return true;
            }
        }
        return key != null;
    }

    /** Reads where it is time, and a view that has just been chosen at once; whether it was time. */
    private boolean read(boolean over) {
        long now = System.nanoTime();
        if (shown != view.tab()) {
            shown = view.tab();
            view.read(reader, now);
        }
        if (now < nextNs) {
            return false;
        }
        nextNs = now + (long) (view.intervalSeconds() * 1e9);
        if (!view.paused() && !over) {
            model.update(wanted, now);
            view.read(reader, now);
        }
        return true;
    }
}
