package io.pollux.ledger;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/** One table of the ledger: {@code capacity} records of {@code recordBytes} from {@code offset} on. Immutable. */
public final class Section {
    private final String name;
    private final long offset;
    private final int recordBytes;
    private final int capacity;
    private final long usedOffset;
    private final Map<String, Field> fields;

    Section(String name, long offset, int recordBytes, int capacity, long usedOffset, Map<String, Field> fields) {
        this.name = name;
        this.offset = offset;
        this.recordBytes = recordBytes;
        this.capacity = capacity;
        this.usedOffset = usedOffset;
        this.fields = fields;
    }

    public String name() {
        return name;
    }

    public int capacity() {
        return capacity;
    }

    public int recordBytes() {
        return recordBytes;
    }

    /** Fields in the order of the ledger. */
    public Collection<Field> fields() {
        return fields.values();
    }

    /** The counters among the fields, in the order of columns.def. */
    public List<Field> columns() {
        return fields.values().stream().filter(Field::isColumn).toList();
    }

    public boolean has(String field) {
        return fields.containsKey(field);
    }

    /**
     * A field by name.
     *
     * @throws LedgerException when the ledger has none of that name
     */
    public Field field(String field) {
        Field found = fields.get(field);
        if (found == null) {
            throw new LedgerException(LedgerException.Reason.TRUNCATED,
                    "the ledger's section '" + name + "' has no field '" + field + "'");
        }
        return found;
    }

    /** Where record {@code index} starts in the file. */
    long position(int index) {
        return offset + (long) index * recordBytes;
    }

    /** Where the number of records in use stands in the file; it moves while the application runs. */
    long usedOffset() {
        return usedOffset;
    }
}
