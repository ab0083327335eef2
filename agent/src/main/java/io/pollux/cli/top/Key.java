package io.pollux.cli.top;

import java.io.IOException;

/**
 * One key of a terminal.
 *
 * @param kind      what key
 * @param character of {@link Kind#CHARACTER}
 */
public record Key(Kind kind, char character) {
    /** Keys that are told apart. */
    public enum Kind { CHARACTER, ENTER, ESCAPE, BACKSPACE, TAB, UP, DOWN, LEFT, RIGHT, HOME, END, PAGE_UP, PAGE_DOWN, OTHER, END_OF_INPUT }

    /** Characters as they come; negative: none within the time (-2) or none ever (-1), as JLine's reader has it. */
    public interface Source {
        int read(long timeoutMs) throws IOException;
    }

    private static final int EXPIRED = -2;
    private static final int ESC = 27;
    /** A terminal sends the rest of a sequence at once; a human needs longer for a second key. */
    private static final long SEQUENCE_MS = 25;

    static Key of(Kind kind) {
        return new Key(kind, '\0');
    }

    /** The next key, or null when none came in time. */
    public static Key read(Source source, long timeoutMs) throws IOException {
        int c = source.read(timeoutMs);
        return switch (c) {
            case EXPIRED -> null;
            case -1, 3, 4 -> of(Kind.END_OF_INPUT); // Ctrl-C and Ctrl-D among them
            case '\r', '\n' -> of(Kind.ENTER);
            case 8, 127 -> of(Kind.BACKSPACE);
            case '\t' -> of(Kind.TAB);
            case ESC -> sequence(source);
            default -> c < ' ' ? of(Kind.OTHER) : new Key(Kind.CHARACTER, (char) c);
        };
    }

    /** ESC alone, or the start of ESC [ A and its like (ECMA-48; ESC O A in application mode). */
    private static Key sequence(Source source) throws IOException {
        int next = source.read(SEQUENCE_MS);
        if (next != '[' && next != 'O') {
            return of(Kind.ESCAPE);
        }
        int parameter = 0;
        int c = source.read(SEQUENCE_MS);
        while (c >= '0' && c <= '?') {
            parameter = c <= '9' ? parameter * 10 + c - '0' : parameter;
            c = source.read(SEQUENCE_MS);
        }
        return of(c == '~' ? numbered(parameter) : lettered(c));
    }

    private static Kind lettered(int letter) {
        return switch (letter) {
            case 'A' -> Kind.UP;
            case 'B' -> Kind.DOWN;
            case 'C' -> Kind.RIGHT;
            case 'D' -> Kind.LEFT;
            case 'H' -> Kind.HOME;
            case 'F' -> Kind.END;
            default -> Kind.OTHER;
        };
    }

    /** ESC [ 5 ~ and its like: xterm's, the Linux console's and rxvt's numbers for Home and End. */
    private static Kind numbered(int number) {
        return switch (number) {
            case 1, 7 -> Kind.HOME;
            case 4, 8 -> Kind.END;
            case 5 -> Kind.PAGE_UP;
            case 6 -> Kind.PAGE_DOWN;
            default -> Kind.OTHER;
        };
    }
}
