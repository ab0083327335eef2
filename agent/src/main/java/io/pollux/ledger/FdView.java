package io.pollux.ledger;

import java.util.Collection;
import java.util.Locale;

/** One descriptor as people and JSON see it: its identity in words, and every column by its name. */
public final class FdView {
    /** The identity fields, looked up once for all rows. */
    record Identity(Field conn, Field proto, Field role, Field state, Field own, Field mode, Field local, Field remote) {
        static Identity of(Section fds) {
            return new Identity(fds.field("conn"), fds.field("proto"), fds.field("role"), fds.field("state"), fds.field("own"),
                    fds.field("nonblocking"), fds.field("local"), fds.field("remote"));
        }
    }

    /** The set that took it in or reported it last. */
    record Loop(String engine, SetKind kind) {
        static final Loop NONE = new Loop("-", null);
    }

    private final Row row;
    private final Identity identity;
    private final Loop loop;

    FdView(Row row, Identity identity, Loop loop) {
        this.row = row;
        this.identity = identity;
        this.loop = loop;
    }

    /** The same, valid for ever. */
    FdView copy() {
        return new FdView(row.copy(), identity, loop);
    }

    public int fd() {
        return row.index();
    }

    /** Generation: another one, another connection, even under the same fd. */
    public long conn() {
        return row.number(identity.conn);
    }

    public String proto() {
        return row.text(identity.proto);
    }

    public String role() {
        return row.text(identity.role);
    }

    /** open, or preclosed. */
    public String state() {
        return row.text(identity.state);
    }

    /** blocking, nonblocking, or unknown. */
    public String mode() {
        return row.text(identity.mode);
    }

    /** A descriptor of Pollux itself, left out of every total. */
    public boolean own() {
        return row.number(identity.own) != 0;
    }

    /** "127.0.0.1:8080", "[::1]:80", "/run/x.sock", or empty. */
    public String local() {
        return row.text(identity.local);
    }

    public String remote() {
        return row.text(identity.remote);
    }

    /** The other end; of a descriptor without one, its own address. */
    public String peer() {
        return remote().isEmpty() ? local() : remote();
    }

    /** The engine of the loop that took it in or reported it last; "-" if none did. */
    public String engine() {
        return loop.engine();
    }

    /** How it is really used: see {@link IoModel}. */
    public String model() {
        return IoModel.of(this, loop.kind(), loop.engine()).label();
    }

    public long number(Field field) {
        return row.number(field);
    }

    /** Every field that a row has, in the order of the ledger. */
    Collection<Field> fields() {
        return row.section().fields();
    }

    /** Any field of the row as people read it: a label, an address, digits. */
    String text(Field field) {
        return row.text(field);
    }

    /** Whether the row has the text, in whatever case, in one of its words; a number is that descriptor. */
    public boolean mentions(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        String words = String.join(" ", local(), remote(), role(), proto(), model(), engine(), "fd=" + fd());
        return words.toLowerCase(Locale.ROOT).contains(wanted) || wanted.equals(Integer.toString(fd()));
    }

    /** A number of the row by name; 0 when the ledger has none of that name. */
    public long number(String field) {
        return row.section().has(field) ? row.number(field) : 0;
    }
}
