package io.pollux.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A table's cell in several lines: it may break after a blank and after the bar between two bits, {@code IN|OUT}. */
final class Breaks {
    private static final String AFTER_BLANK_OR_BAR = "(?<=[ |])";

    private Breaks() {
    }

    /** The longest word of the cell: no narrower can a column be. */
    static int longestWord(String cell) {
        return words(cell).mapToInt(word -> word.stripTrailing().length()).max().orElse(0);
    }

    /** The cell in as few lines as fit, at least one; a word longer than {@code width} stays whole. */
    static List<String> lines(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        words(cell).forEach(word -> {
            if (!line.isEmpty() && line.length() + word.stripTrailing().length() > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        });
        lines.add(line.toString().stripTrailing());
        return lines;
    }

    private static Stream<String> words(String cell) {
        return Stream.of(cell.split(AFTER_BLANK_OR_BAR));
    }
}
