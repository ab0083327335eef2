package io.pollux.cli.top;

import io.pollux.cli.text.Printable;
import io.pollux.cli.text.Width;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One line of the screen.
 *
 * @param spans what stands in it, without control characters, from left to right
 */
public record Line(List<Span> spans) {
    /** Looks that every terminal has, as SGR parameters; colours only say again what a word says. */
    public enum Style {
        PLAIN("", false), BOLD("1", false), REVERSE("7", false), DIM("2", false), UNDERLINE("1;4", false), RED("1;31", true), YELLOW("33", true);

        private final String sgr;
        private final boolean colour;

        Style(String sgr, boolean colour) {
            this.sgr = sgr;
            this.colour = colour;
        }

        String on(boolean colours) {
            return sgr.isEmpty() || colour && !colours ? "" : "\033[" + sgr + "m";
        }
    }

    /** Some text of one look. */
    public record Span(String text, Style style) {
    }

    static final Line EMPTY = plain("");

    static Line of(String text, Style style) {
        return new Line(List.of(new Span(text, style)));
    }

    static Line plain(String text) {
        return of(text, Style.PLAIN);
    }

    /** A heading with the state of what is watched in it, which stands out when all is not well. */
    public static Line title(String before, String state, boolean well, String after) {
        return of(Printable.of(before) + "  ", Style.BOLD).and(Printable.of(state), well ? Style.BOLD : Style.RED).and("  " + Printable.of(after), Style.BOLD);
    }

    /** This line with more text at its end. */
    Line and(String text, Style style) {
        List<Span> longer = new ArrayList<>(spans);
        longer.add(new Span(text, style));
        return new Line(longer);
    }

    /** What stands in it. */
    public String text() {
        return spans.stream().map(Span::text).collect(Collectors.joining());
    }

    /** The look of its first text. */
    public Style style() {
        return spans.get(0).style();
    }

    /** The line for a terminal of that width, never wider; filled up where a background shows. */
    public String ansi(int width, boolean colours) {
        StringBuilder line = new StringBuilder();
        int left = width;
        for (Span span : spans) {
            String cut = Width.start(span.text(), left);
            left -= Width.of(cut);
            if (span.style() == Style.REVERSE && span == spans.get(spans.size() - 1)) {
                cut = Width.left(cut, Width.of(cut) + left);
            }
            String on = span.style().on(colours);
            line.append(on).append(cut).append(on.isEmpty() ? "" : "\033[0m");
        }
        return line.toString();
    }
}
