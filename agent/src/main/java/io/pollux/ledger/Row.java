package io.pollux.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One record of a section as it was when read. A row handed to a visitor is valid during that call; {@link #copy()} keeps it. */
public final class Row {
    private final LedgerLayout layout;
    private final Section section;
    private final ByteBuffer bytes;
    private int base;
    private int index;

    Row(LedgerLayout layout, Section section, ByteBuffer bytes) {
        this.layout = layout;
        this.section = section;
        this.bytes = bytes;
    }

    Row at(int newBase, int newIndex) {
        base = newBase;
        index = newIndex;
        return this;
    }

    /** Its place in the section; of the fd section, the descriptor's number. */
    public int index() {
        return index;
    }

    public Section section() {
        return section;
    }

    /** The value of a number, unsigned but for i32. */
    public long number(Field field) {
        return field.type() == FieldType.U64 ? bytes.getLong(base + field.offset()) : number(field, 0);
    }

    public long number(String field) {
        return number(section.field(field), 0);
    }

    /** Element {@code i} of an array. */
    public long number(Field field, int i) {
        int at = base + field.offset() + i * field.type().bytes();
        return switch (field.type()) {
            case U8 -> Byte.toUnsignedLong(bytes.get(at));
            case U16 -> Short.toUnsignedLong(bytes.getShort(at));
            case U32 -> Integer.toUnsignedLong(bytes.getInt(at));
            case I32 -> bytes.getInt(at);
            case U64 -> bytes.getLong(at);
            default -> throw new LedgerException(LedgerException.Reason.TRUNCATED, "the ledger's field '" + field.name() + "' is no number");
        };
    }

    /** The value as people read it: the label of an enumeration, an address, a text, or digits. */
    public String text(Field field) {
        return switch (field.type()) {
            case TEXT -> LedgerLayout.text(bytes, base + field.offset(), field.bytes());
            case ADDR -> Address.text(bytes, base + field.offset(), field.bytes());
            case UNKNOWN -> "?";
            default -> field.enumeration().isEmpty()
                    ? Long.toString(number(field)) : layout.label(field.enumeration(), number(field));
        };
    }

    public String text(String field) {
        return text(section.field(field));
    }

    /** The port of an address, 0 where there is none. */
    public int port(String field) {
        return Address.port(bytes, base + section.field(field).offset());
    }

    /** A row of its own, valid for ever. */
    public Row copy() {
        byte[] own = new byte[section.recordBytes()];
        bytes.get(base, own);
        return new Row(layout, section, ByteBuffer.wrap(own).order(ByteOrder.LITTLE_ENDIAN)).at(0, index);
    }
}
