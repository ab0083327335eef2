package io.pollux.cli.top;

import java.util.Comparator;
import java.util.function.Function;

/**
 * One column of a table on the screen.
 *
 * @param <T>    a row
 * @param key    by what it is chosen and sorted
 * @param head   what stands above it
 * @param help   one line for people
 * @param number whether it stands on the right, as numbers do
 * @param place  where it stands
 * @param text   a row's cell
 * @param order  how rows are sorted by it; null: they are not
 */
public record Column<T>(String key, String head, String help, boolean number, Place place, Function<T, String> text, Comparator<T> order) {
    /** Where a column stands. */
    public enum Place {
        /** At the left edge, whatever is scrolled. */
        FIXED,
        /** To the right of them. */
        SCROLLED,
        /** The same, but left out until asked for. */
        ASKED,
        /** Nowhere: it is there to sort by. */
        NOWHERE
    }

    /** "largest first", or what a reader expects instead. Numbers that name a row, which stand at the left edge, go from the smallest up. */
    String direction(boolean reverse) {
        return !number ? reverse ? "Z to A" : "A to Z" : (place == Place.FIXED) ^ reverse ? "smallest first" : "largest first";
    }
}
