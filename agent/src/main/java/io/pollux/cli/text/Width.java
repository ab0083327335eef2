package io.pollux.cli.text;

import org.jline.utils.WCWidth;

/** Text by the cells that a terminal gives it: an accent that combines takes none, an ideograph two. */
public final class Width {
    private Width() {
    }

    /** Cells of a text without control characters. */
    public static int of(String text) {
        return isPlain(text) ? text.length() : text.codePoints().map(Width::of).sum();
    }

    private static int of(int c) {
        return Math.max(0, WCWidth.wcwidth(c));
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** The longest start of the text that fits. */
    public static String start(String text, int cells) {
        int at = 0;
        int taken = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            taken += of(c);
            if (taken > cells) {
                break;
            }
            at += Character.charCount(c);
        }
        return text.substring(0, at);
    }

    /** The text where it fits; else the longest end of it that does, after a mark: of paths and addresses the end says most. */
    public static String end(String text, int cells) {
        int at = 0;
        for (int left = of(text); at < text.length() && left > (at == 0 ? cells : cells - 1);) {
            int c = text.codePointAt(at);
            left -= of(c);
            at += Character.charCount(c);
        }
        return at == 0 ? text : "~" + text.substring(at);
    }

    /** Filled up with blanks after it. */
    public static String left(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - of(text)));
    }

    /** Filled up with blanks before it. */
    public static String right(String text, int cells) {
        return " ".repeat(Math.max(0, cells - of(text))) + text;
    }
}
