package io.pollux.ledger;

/**
 * One field of a section, as the ledger describes it.
 *
 * @param name        its name, for people and for JSON
 * @param type        how its bytes are to be read
 * @param kind        key (identity), sum and max (counters), state
 * @param unit        events calls bytes ns fds, or empty
 * @param enumeration the enumeration its values belong to, or empty
 * @param offset      bytes from the start of the record
 * @param bytes       its size; more than one element's makes it an array
 * @param help        one line for people
 * @param metric      its Prometheus family and labels as columns.def writes them, or empty
 * @param partOf      the column of the same section that counts every event of this one too, or empty
 */
public record Field(String name, FieldType type, String kind, String unit, String enumeration, int offset, int bytes,
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
        return type.isNumber() ? bytes / type.bytes() : 1;
    }
}
