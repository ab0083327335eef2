package io.pollux.cli.top;

import io.pollux.ledger.FdView;
import io.pollux.ledger.Field;
import java.util.Map;

/**
 * One descriptor with what it did a second since the last reading.
 *
 * @param view  the descriptor as it is now
 * @param rates growth a second of every sum, by column
 */
public record RateRow(FdView view, Map<Field, Double> rates) {
    /** What a column is worth here: a sum its rate, a maximum itself. */
    public double worth(Field column) {
        return column.isSum() ? rates.getOrDefault(column, 0.0) : view.number(column);
    }
}
