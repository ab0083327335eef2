package io.pollux.cli.compare;

import io.pollux.cli.text.Units;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What to do, in one sentence. A switch is advised only where an engine surely needs a tenth less CPU for an event, the saving is at least one
 * hundredth of a processor, and its p99 from ready to read is not surely a tenth longer.
 *
 * @param engine   the engine to be served by; empty: no verdict
 * @param sentence the advice and its reason
 */
public record Advice(String engine, String sentence) {
    private static final double WORTH_CPU_SHARE = 0.01;

    public static Advice of(Outcome outcome) {
        String objection = outcome.objection();
        if (!objection.isEmpty()) {
            return new Advice("", "No verdict: " + objection + ".");
        }
        String inUse = outcome.inUse().engine();
        return best(outcome).map(other -> new Advice(other.engine(), switchTo(outcome, other))).orElseGet(() -> new Advice(inUse, stay(outcome)));
    }

    /** The cheapest that is worth it; of those that are not surely dearer, or by little, the one that was named first. */
    private static Optional<Pool> best(Outcome outcome) {
        List<Pool> worth = outcome.others().stream().filter(other -> isWorthIt(outcome, other)).toList();
        Optional<Ratio> least = worth.stream().map(other -> outcome.ratio(other, Measure.CPU)).min(Comparator.comparingDouble(Ratio::value));
        return worth.stream().filter(other -> isAsGoodAs(least.orElseThrow(), outcome.ratio(other, Measure.CPU))).findFirst();
    }

    private static boolean isAsGoodAs(Ratio least, Ratio other) {
        return other.low() <= least.high() || other.value() <= least.value() * (1 + Verdict.MATTERS);
    }

    /** Whether it is not what was in use. */
    public boolean isSwitch(Outcome outcome) {
        return !engine.isEmpty() && !engine.equals(outcome.inUse().engine());
    }

    private static boolean isWorthIt(Outcome outcome, Pool other) {
        Ratio cpu = outcome.ratio(other, Measure.CPU);
        return other.fellBack() == 0 && cpu.isKnown() && cpu.high() <= 1 - Verdict.MATTERS
                && outcome.inUse().cpuShare() * (1 - cpu.value()) >= WORTH_CPU_SHARE
                && !outcome.ratio(other, Measure.READ_P99).exceeds(1 + Verdict.MATTERS);
    }

    private static String switchTo(Outcome outcome, Pool other) {
        Ratio cpu = outcome.ratio(other, Measure.CPU);
        Ratio late = outcome.ratio(other, Measure.READ_P99);
        return "Switch to " + other.engine() + ": an event costs " + interval(cpu) + " of the CPU that it costs under " + outcome.inUse().engine()
                + ", and its p99 from ready to read is " + (late.verdict() == Verdict.LESS ? "shorter (" + number(late.value()) + ")." : "not seen to be longer.");
    }

    private static String stay(Outcome outcome) {
        String inUse = outcome.inUse().engine();
        List<Pool> others = outcome.others();
        if (others.stream().allMatch(other -> outcome.ratio(other, Measure.CPU).verdict() == Verdict.MORE)) {
            return "Stay with " + inUse + ": every other engine costs more CPU for an event (" + each(outcome, others) + ").";
        }
        List<Pool> unclear = others.stream().filter(other -> outcome.ratio(other, Measure.CPU).verdict() == Verdict.UNCLEAR).toList();
        if (!unclear.isEmpty()) {
            return "Stay with " + inUse + ": no engine is surely cheaper; too wide to tell: " + each(outcome, unclear) + "; a longer --duration narrows it.";
        }
        return "Stay with " + inUse + ": no difference worth a switch was seen (CPU an event: " + each(outcome, others) + ").";
    }

    private static String each(Outcome outcome, List<Pool> others) {
        return String.join(", ", others.stream().map(other -> other.engine() + " " + interval(outcome.ratio(other, Measure.CPU))).toList());
    }

    private static String interval(Ratio ratio) {
        return number(ratio.value()) + " (" + number(ratio.low()) + " to " + number(ratio.high()) + ")";
    }

    /** A ratio: two decimals, and at least two digits that matter. */
    static String number(double ratio) {
        if (!Double.isFinite(ratio)) {
            return "-";
        }
        return ratio >= 0.1 && ratio < 100 ? String.format(Locale.ROOT, "%.2f", ratio)
                : ratio < 0.1 && ratio >= 0.0001 ? String.format(Locale.ROOT, "%.2g", ratio) : Units.scaled(ratio);
    }
}
