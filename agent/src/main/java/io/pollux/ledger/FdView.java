package io.pollux.ledger;

/** One descriptor as people and JSON see it: its identity in words, and every column by its name. */
public final class FdView {
    private final Row row;
    private final String engine;

    FdView(Row row, String engine) {
        this.row = row;
        this.engine = engine;
    }

    public int fd() {
        return row.index();
    }

    /** Generation: another one, another connection, even under the same fd. */
    public long conn() {
        return row.number("conn");
    }

    public String proto() {
        return row.text("proto");
    }

    public String role() {
        return row.text("role");
    }

    /** open, or preclosed. */
    public String state() {
        return row.text("state");
    }

    /** blocking, nonblocking, or unknown. */
    public String mode() {
        return row.section().has("nonblocking") ? row.text("nonblocking") : "unknown";
    }

    /** A descriptor of Pollux itself, left out of every total. */
    public boolean own() {
        return row.number("own") != 0;
    }

    /** "127.0.0.1:8080", "[::1]:80", "/run/x.sock", or empty. */
    public String local() {
        return row.text("local");
    }

    public String remote() {
        return row.text("remote");
    }

    /** The engine of the loop that reported it last; "-" if none did. */
    public String engine() {
        return engine;
    }

    public long number(Field field) {
        return row.number(field);
    }

    /** A number of the row by name; 0 when the ledger has none of that name. */
    public long number(String field) {
        return row.section().has(field) ? row.number(field) : 0;
    }
}
