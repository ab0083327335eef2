package io.pollux.cli.chart;

import io.pollux.cli.text.Printable;
import java.util.Locale;

/** Elements of SVG and HTML, every text and attribute of them escaped. Not thread-safe. */
final class Markup {
    private final StringBuilder out = new StringBuilder();

    /** Text made safe between tags and inside quotes. */
    static String escape(String text) {
        return Printable.of(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;").replace("'", "&#39;");
    }

    /** A start tag; attributes are names and values in turn, numbers with one decimal. */
    Markup open(String tag, Object... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"").append(escape(value(attributes[i + 1]))).append('"');
        }
        out.append('>');
        return this;
    }

    Markup close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    Markup text(String text) {
        out.append(escape(text));
        return this;
    }

    /** An element with nothing in it but text. */
    Markup element(String tag, String text, Object... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    /** Markup that is safe already. */
    Markup raw(String markup) {
        out.append(markup);
        return this;
    }

    Markup line() {
        out.append('\n');
        return this;
    }

    private static String value(Object value) {
        return value instanceof Double number ? number(number) : String.valueOf(value);
    }

    /** A coordinate: one decimal, a point whatever the locale. */
    static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
