package io.pollux.findings;

import java.time.Instant;
import java.util.List;

/**
 * One thing that is wrong.
 *
 * @param check      which check found it: its id, severity, title and advice
 * @param subject    what it is about
 * @param weight     orders findings of one check, the largest first
 * @param evidence   the numbers it rests on
 * @param since      since when
 * @param sinceExact whether it began then; else it was so for all of the time that was watched, and perhaps longer
 */
public record Finding(Check check, Subject subject, double weight, List<Evidence> evidence, Instant since, boolean sinceExact) {
}
