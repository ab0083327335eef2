package io.pollux.ledger;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Walks the records of a section that are in use, each one read whole within one life.
 *
 * <p>A chunk is read twice, and a record counts when its stamps (the fields that move when a record changes hands) are the
 * same in both copies. The first copy is the one used: the kernel copies upwards and stamps stand before the counters, so
 * counters of the first copy were read after its stamps and before those of the second.
 */
final class SectionScan {
    private static final int CHUNK_BYTES = 128 * 1024;
    private static final int TRIES = 16;
    /** 0 in these says that the record is free; the first one a section has decides. */
    private static final List<String> IN_USE = List.of("used", "state");
    private static final List<String> STAMPS = List.of("used", "state", "conn", "group", "seq");

    private final LedgerFile file;
    private final LedgerLayout layout;
    private ByteBuffer first = LedgerFile.buffer(CHUNK_BYTES);
    private ByteBuffer second = LedgerFile.buffer(CHUNK_BYTES);

    SectionScan(LedgerFile file, LedgerLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    /** Gives every record in use among the first {@code used} to the visitor; the row is valid during that call only. */
    void scan(Section section, int used, Consumer<Row> visitor) {
        grow(section.recordBytes());
        int chunk = first.capacity() / section.recordBytes();
        Stamps stamps = new Stamps(section);
        for (int from = 0; from < used; from += chunk) {
            scan(section, from, Math.min(chunk, used - from), stamps, visitor);
        }
    }

    private void scan(Section section, int from, int count, Stamps stamps, Consumer<Row> visitor) {
        int bytes = count * section.recordBytes();
        file.read(section.position(from), first, bytes);
        Row row = new Row(layout, section, first);
        boolean again = false;
        for (int i = 0; i < count && !again; i++) {
            again = stamps.inUse(row.at(i * section.recordBytes(), from + i));
        }
        if (!again) {
            return; // holes and free records, the greatest part of a large table
        }
        file.read(section.position(from), second, bytes);
        Row check = new Row(layout, section, second);
        for (int i = 0; i < count; i++) {
            row.at(i * section.recordBytes(), from + i);
            check.at(i * section.recordBytes(), from + i);
            if (!stamps.same(row, check)) {
                reread(section, from + i, stamps, visitor);
            } else if (stamps.inUse(row)) {
                visitor.accept(row);
            }
        }
    }

    /** A record that changed hands between the two copies; one that keeps changing is left out. */
    private void reread(Section section, int index, Stamps stamps, Consumer<Row> visitor) {
        ByteBuffer one = LedgerFile.buffer(section.recordBytes());
        ByteBuffer two = LedgerFile.buffer(section.recordBytes());
        Row row = new Row(layout, section, one).at(0, index);
        Row check = new Row(layout, section, two).at(0, index);
        for (int i = 0; i < TRIES; i++) {
            file.read(section.position(index), one);
            file.read(section.position(index), two);
            if (stamps.same(row, check)) {
                if (stamps.inUse(row)) {
                    visitor.accept(row);
                }
                return;
            }
        }
    }

    private void grow(int recordBytes) {
        if (first.capacity() < recordBytes) {
            first = LedgerFile.buffer(recordBytes);
            second = LedgerFile.buffer(recordBytes);
        }
    }

    /** The fields of a section that say whether a record is in use, whose it is, and whether it is being written. */
    private static final class Stamps {
        private final Field inUse;
        private final List<Field> all = new ArrayList<>();
        private final Field seq;

        Stamps(Section section) {
            inUse = IN_USE.stream().filter(section::has).findFirst().map(section::field).orElse(null);
            STAMPS.stream().filter(section::has).map(section::field).forEach(all::add);
            seq = section.has("seq") ? section.field("seq") : null;
        }

        boolean inUse(Row row) {
            return inUse == null || row.number(inUse) != 0;
        }

        boolean same(Row one, Row two) {
            for (int i = 0; i < all.size(); i++) {
                Field stamp = all.get(i);
                if (one.number(stamp) != two.number(stamp)) {
                    return false;
                }
            }
            return seq == null || (one.number(seq) & 1) == 0;
        }
    }
}
