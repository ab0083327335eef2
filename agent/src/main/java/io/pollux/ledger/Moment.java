package io.pollux.ledger;

import java.util.Comparator;
import java.util.List;

/**
 * A moment in the life of a descriptor.
 *
 * @param name the field that has it
 * @param ns   when it was, by the ledger's clock
 * @param help what happened then
 */
public record Moment(String name, long ns, String help) {
    /** Stamps have other meanings past this one, a hundred years after a start. */
    private static final long LATEST = 1L << 62;

    /** The moments that the ledger knows of, its birth first. A value before that is a state in a stamp's place, and no moment. */
    public static List<Moment> of(FdView view) {
        long born = view.number("born_ns");
        return view.fields().stream().filter(field -> !field.isColumn() && field.unit().equals("ns"))
                .map(field -> new Moment(field.name(), view.number(field), field.help()))
                .filter(moment -> moment.ns > 0 && moment.ns >= born && moment.ns < LATEST)
                .sorted(Comparator.comparingLong(Moment::ns)).toList();
    }

    /** The name without its unit. */
    public String words() {
        return name.replaceFirst("_ns$", "").replace('_', ' ');
    }
}
