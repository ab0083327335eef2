package io.pollux.ledger;

/** How a field's bytes are to be read. */
public enum FieldType {
    U8(1), U16(2), U32(4), I32(4), U64(8),
    /** struct ledger_addr, see {@link Address}. */
    ADDR(0),
    /** UTF-8, NUL padded. */
    TEXT(0),
    /** A type this reader has not heard of: the field is there, but can't be read. */
    UNKNOWN(0);

    private final int bytes;

    FieldType(int bytes) {
        this.bytes = bytes;
    }

    /** Bytes of one element; 0 where the type has no fixed size. */
    public int bytes() {
        return bytes;
    }

    /** Whether it is read as a number. */
    public boolean isNumber() {
        return bytes > 0;
    }

    /** The type that the ledger names so. */
    static FieldType of(String name) {
        for (FieldType type : values()) {
            if (type.name().equalsIgnoreCase(name)) {
                return type;
            }
        }
        return UNKNOWN;
    }
}
