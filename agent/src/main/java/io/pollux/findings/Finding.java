package io.pollux.findings;

import io.pollux.ledger.FdView;
import java.time.Instant;
import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param check      which check found it: its id, severity, title and advice
 * @param subject    what it is about
 * @param descriptors those it is about, one or many; none where it is about a set
 * @param weight     orders findings of one check, the largest first
 * @param evidence   the numbers it rests on
 * @param since      since when
 * @param sinceExact whether it began then; else it was so for all of the time that was watched, and perhaps longer
 */
public record Finding(Check check, Subject subject, List<FdView> descriptors, double weight, List<Evidence> evidence, Instant since,
        boolean sinceExact) {
    /** Which stacks opened its descriptors, the one that opened most first. */
    public List<OpenedBy> openedBy(Openers openers) {
        return OpenedBy.of(descriptors, openers);
    }
}
