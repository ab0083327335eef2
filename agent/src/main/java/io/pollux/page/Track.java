package io.pollux.page;

import io.pollux.ledger.Field;

/**
 * One line of the history.
 *
 * @param name its name, that of a column where it is one
 * @param of   what it adds up: "fd" or "set"; "hist" for percentiles
 * @param kind sum (grows), state (a value of its moment), or percentile (of what came since the moment before)
 * @param unit events calls bytes ns fds
 * @param help one line for people
 * @param part whether every event of it is in another sum too
 */
record Track(String name, String of, String kind, String unit, String help, boolean part) {
    static Track sum(Field column, String of) {
        return new Track(column.name(), of, "sum", column.unit(), column.help(), !column.partOf().isEmpty());
    }

    static Track state(String name, String unit, String help) {
        return new Track(name, "fd", "state", unit, help, false);
    }

    static Track percentile(String name, String help) {
        return new Track(name, "hist", "percentile", "ns", help, false);
    }
}
