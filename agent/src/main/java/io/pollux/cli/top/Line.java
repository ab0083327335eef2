package io.pollux.cli.top;

/**
 * One line of the screen.
 *
 * @param text  what stands in it, without control characters
 * @param style how it looks
 */
public record Line(String text, Style style) {
    /** Looks that every terminal has, as SGR parameters. */
    public enum Style {
        PLAIN(""), BOLD("1"), REVERSE("7"), DIM("2");

        private final String sgr;

        Style(String sgr) {
            this.sgr = sgr;
        }
    }

    static Line plain(String text) {
        return new Line(text, Style.PLAIN);
    }

    /** The line for a terminal of that width, padded where a background shows. */
    public String ansi(int width) {
        String cut = text.length() > width ? text.substring(0, width) : text;
        if (style == Style.REVERSE) {
            cut += " ".repeat(width - cut.length());
        }
        return style.sgr.isEmpty() ? cut : "\033[" + style.sgr + "m" + cut + "\033[0m";
    }
}
