package io.pollux.ledger;

/**
 * One field of a section, as the ledger describes it.
 *
 * @param name        its name, for people and for JSON
 * @param type        u8 u16 u32 i32 u64 addr text
 * @param kind        key (identity), sum and max (counters), state
 * @param unit        events calls bytes ns fds, or empty
 * @param enumeration the enumeration its values belong to, or empty
 * @param offset      bytes from the start of the record
 * @param bytes       its size; more than one element's makes it an array
 * @param help        one line for people
 * @param metric      its Prometheus family and labels as columns.def writes them, or empty
 * @param partOf      the column of the same section that counts every event of this one too, or empty
 */
public record Field(String name, String type, String kind, String unit, String enumeration, int offset, int bytes,
        String help, String metric, String partOf) {

    /** Whether it is a total that only grows. */
    public boolean isSum() {
        return kind.equals("sum");
    }

    /** Whether it is the largest value seen. */
    public boolean isMax() {
        return kind.equals("max");
    }

    /** Whether it is a column of columns.def: something counted, not something the row is. */
    public boolean isColumn() {
        return isSum() || isMax();
    }

    /** Number of elements: 1 but for arrays. */
    public int length() {
        int one = elementBytes();
        return one == 0 ? 1 : bytes / one;
    }

    /** Size of one element, or 0 where the type has no fixed one. */
    int elementBytes() {
        return switch (type) {
            case "u8" -> 1;
            case "u16" -> 2;
            case "u32", "i32" -> 4;
            case "u64" -> 8;
            default -> 0;
        };
    }
}
