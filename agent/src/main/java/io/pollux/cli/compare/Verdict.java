package io.pollux.cli.compare;

import java.util.Locale;

/** What may be said of a ratio. */
public enum Verdict {
    /** The interval is below 1, and the difference is one that matters. */
    LESS("less"),
    MORE("more"),
    /** The interval leaves 1 out, but by less than anybody would feel. */
    ABOUT_THE_SAME("about the same"),
    /** The interval covers 1, and is narrow. */
    NO_DIFFERENCE("no difference seen"),
    /** The interval covers 1, and much else. */
    UNCLEAR("unclear"),
    /** There was nothing to measure. */
    UNKNOWN("not measured");

    /** A difference that matters. */
    static final double MATTERS = 0.1;
    /** Half of a narrow interval: with 1 inside, nothing beyond a quarter more or a quarter less. */
    private static final double NARROW = 1.25;

    private final String label;

    Verdict(String label) {
        this.label = label;
    }

    static Verdict of(Ratio ratio) {
        if (!ratio.isKnown()) {
            return UNKNOWN;
        }
        if (ratio.low() <= 1 && ratio.high() >= 1) {
            return ratio.low() >= 1 / NARROW && ratio.high() <= NARROW ? NO_DIFFERENCE : UNCLEAR;
        }
        if (Math.abs(ratio.value() - 1) < MATTERS) {
            return ABOUT_THE_SAME;
        }
        return ratio.value() < 1 ? LESS : MORE;
    }

    /** As people read it. */
    public String label() {
        return label;
    }

    /** As programs read it: less, no_difference, ... */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
