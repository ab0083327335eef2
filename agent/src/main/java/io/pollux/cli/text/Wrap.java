package io.pollux.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Text in lines of a given width. */
public final class Wrap {
    private Wrap() {
    }

    /** Breaks {@code text} at blanks: {@code first} stands before the first line, {@code indent} before the others. A word longer than a line stays whole. */
    public static List<String> lines(String first, String indent, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.split(" ")) {
            if (!empty && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line = new StringBuilder(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(line.toString());
        return lines;
    }
}
