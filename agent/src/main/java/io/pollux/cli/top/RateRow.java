package io.pollux.cli.top;

import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;

/**
 * One descriptor with what it did since the last reading.
 *
 * @param view    the descriptor as it is now
 * @param before  as it was; null: it was not there, and all its deeds are new
 * @param seconds since then; 0: there was no reading before
 */
public record RateRow(FdView view, FdView before, double seconds) {
    /** What a column is worth here: a sum its growth a second, a maximum itself. */
    public double worth(Field column) {
        return column.isSum() ? rate(column) : view.number(column);
    }

    private double rate(Field column) {
        long grown = view.number(column) - (before == null ? 0 : before.number(column));
        return seconds == 0 || grown <= 0 ? 0 : grown / seconds;
    }
}
