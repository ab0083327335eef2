package io.pollux.json;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Writes JSON as it is told, without building a document; commas are its own business. Everything that isn't printable
 * ASCII is escaped, and so are the characters that mean something to HTML, so a hostile name can't leave its string.
 * Not thread-safe.
 */
public final class JsonWriter {
    private final Appendable out;
    private boolean comma;

    public JsonWriter(Appendable out) {
        this.out = out;
    }

    public JsonWriter beginObject() throws IOException {
        return open('{');
    }

    public JsonWriter endObject() throws IOException {
        return close('}');
    }

    public JsonWriter beginArray() throws IOException {
        return open('[');
    }

    public JsonWriter endArray() throws IOException {
        return close(']');
    }

    /** The name of the next value. */
    public JsonWriter name(String name) throws IOException {
        separate();
        string(name);
        out.append(':');
        comma = false;
        return this;
    }

    /** A string, or null. */
    public JsonWriter value(String value) throws IOException {
        if (value == null) {
            return raw("null");
        }
        separate();
        string(value);
        return this;
    }

    public JsonWriter value(long value) throws IOException {
        return raw(Long.toString(value));
    }

    /** A number; JSON has no NaN and no infinity, they become null. */
    public JsonWriter value(double value) throws IOException {
        return raw(Double.isFinite(value) ? Double.toString(value) : "null");
    }

    public JsonWriter value(boolean value) throws IOException {
        return raw(Boolean.toString(value));
    }

    /** What {@link Json#parse} gives: maps, lists, strings, numbers, booleans and null. */
    public JsonWriter any(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                name(String.valueOf(entry.getKey())).any(entry.getValue());
            }
            return endObject();
        }
        if (value instanceof List<?> list) {
            beginArray();
            for (Object one : list) {
                any(one);
            }
            return endArray();
        }
        return value == null || value instanceof Number || value instanceof Boolean ? raw(String.valueOf(value)) : value(value.toString());
    }

    /** Text that is JSON already. */
    public JsonWriter raw(String json) throws IOException {
        separate();
        out.append(json);
        return this;
    }

    /** What {@link Json} makes of text: maps, lists, strings, numbers, booleans and null. */
    public JsonWriter tree(Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            beginObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                name((String) entry.getKey()).tree(entry.getValue());
            }
            return endObject();
        }
        if (value instanceof List<?> list) {
            beginArray();
            for (Object one : list) {
                tree(one);
            }
            return endArray();
        }
        return value == null || value instanceof String ? value((String) value) : raw(value.toString());
    }

    private JsonWriter open(char bracket) throws IOException {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) throws IOException {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() throws IOException {
        if (comma) {
            out.append(',');
        }
        comma = true;
    }

    private void string(String text) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            character(text.charAt(i));
        }
        out.append('"');
    }

    private void character(char c) throws IOException {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\t' -> out.append("\\t");
            default -> {
                if (c < 0x20 || c > 0x7e || c == '<' || c == '>' || c == '&') {
                    out.append(String.format("\\u%04x", (int) c));
                } else {
                    out.append(c);
                }
            }
        }
    }
}
