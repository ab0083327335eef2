package io.pollux.cli.text;

/** Text from outside (paths, class names, messages of another JVM) made safe for a terminal. */
public final class Printable {
    private Printable() {}

    /** The text with every control character, the escape that starts a terminal's commands among them, shown as '?'. */
    public static String of(String text) {
        return text.codePoints().noneMatch(Printable::isControl) ? text
                : text.codePoints().map(c -> isControl(c) ? '?' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static boolean isControl(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }
}
