package io.pollux.ledger;

import io.pollux.ledger.LedgerException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ledger's description of itself, parsed and checked once. The offsets below are all that a reader knows beforehand
 * (native-probe/src/ledger.h, little endian):
 *
 * <pre>
 * struct ledger_header                          struct ledger_section_desc      struct ledger_field_desc
 *   0 magic        u64    40 enums_offset u64     0 name         16               0 section      16
 *   8 version      u32    48 realtime_ns  u64    16 offset       u64             16 name         24
 *  12 header_bytes u32    56 clock_ns     u64    24 record_bytes u32             40 type          8
 *  16 pid          u32    64 detached     u64    28 capacity     u32             48 kind          8
 *  20 sections     u32    72 conns        u64    32 used         u32             56 unit          8
 *  24 fields       u32    80 lost_fds     u64    36 pad          u32             64 enumeration  16
 *  28 enums        u32    88 section[]         struct ledger_enum_desc           80 offset      u32
 *  32 fields_offset u64                           0 enumeration  16              84 bytes       u32
 *                                                16 label        20              88 help        112
 *                                                36 value        u32            200 metric       48
 *                                                                               248 part_of      24
 * </pre>
 */
final class LedgerLayout {
    static final long MAGIC = 0x0058554c4c4f5001L;
    static final int VERSION = 1;

    static final int PID = 16;
    static final int START_REALTIME = 48;
    static final int START_CLOCK = 56;
    static final int DETACHED = 64;
    static final int CONNS = 72;
    static final int LOST_FDS = 80;
    private static final int HEADER_BYTES = 88;
    private static final int SECTION_BYTES = 40;
    private static final int SECTION_USED = 32;
    private static final int FIELD_BYTES = 272;
    private static final int ENUM_BYTES = 40;
    /** A description larger than this is not one. */
    private static final int MOST_DESCRIPTORS = 10_000;
    /** Nor is a record: the largest there is has 4 kB. One is read whole, and an empty section says nothing of its file's size. */
    private static final int MOST_RECORD_BYTES = 1 << 20;

    private final LedgerFile file;
    private final ByteBuffer header = LedgerFile.buffer(HEADER_BYTES);
    private final Map<String, Map<String, Field>> fields = new HashMap<>();
    private final Map<String, Section> sections = new LinkedHashMap<>();
    private final Map<String, Map<Long, String>> enums = new HashMap<>();

    /** Reads and checks the description. */
    LedgerLayout(LedgerFile file) {
        this.file = file;
        checkHeader();
        readFields();
        readSections();
        readEnums();
    }

    ByteBuffer header() {
        return header;
    }

    Map<String, Section> sections() {
        return sections;
    }

    /** The label of a value; its digits where the enumeration has none. */
    String label(String enumeration, long value) {
        String label = enums.getOrDefault(enumeration, Map.of()).get(value);
        return label == null ? Long.toString(value) : label;
    }

    /** Labels of an enumeration by value; empty when the ledger has none of that name. */
    Map<Long, String> labels(String enumeration) {
        return enums.getOrDefault(enumeration, Map.of());
    }

    private void checkHeader() {
        if (file.size() < Long.BYTES) {
            throw foreign();
        }
        ByteBuffer first = LedgerFile.buffer(2 * Long.BYTES);
        file.read(0, first, (int) Math.min(file.size(), first.capacity()));
        if (first.getLong(0) != MAGIC) {
            throw foreign();
        }
        if (first.limit() < 12) {
            throw contradiction();
        }
        int version = first.getInt(8);
        if (version != VERSION) {
            throw new LedgerException(Reason.OTHER_VERSION, file.what() + " has version " + Integer.toUnsignedString(version)
                    + ", this program reads version " + VERSION + "; use the Pollux that was attached");
        }
        file.read(0, header);
    }

    private void readFields() {
        ByteBuffer all = table(header.getInt(24), FIELD_BYTES, header.getLong(32));
        for (int at = 0; at < all.limit(); at += FIELD_BYTES) {
            Field field = new Field(text(all, at + 16, 24), FieldType.of(text(all, at + 40, 8)), text(all, at + 48, 8),
                    text(all, at + 56, 8), text(all, at + 64, 16), all.getInt(at + 80), all.getInt(at + 84),
                    text(all, at + 88, 112), text(all, at + 200, 48), text(all, at + 248, 24));
            fields.computeIfAbsent(text(all, at, 16), name -> new LinkedHashMap<>()).put(field.name(), field);
        }
    }

    private void readSections() {
        ByteBuffer all = table(header.getInt(20), SECTION_BYTES, HEADER_BYTES);
        for (int at = 0; at < all.limit(); at += SECTION_BYTES) {
            String name = text(all, at, 16);
            Section section = new Section(name, all.getLong(at + 16), all.getInt(at + 24), all.getInt(at + 28),
                    (long) HEADER_BYTES + at + SECTION_USED, fields.getOrDefault(name, Map.of()));
            check(section);
            sections.put(name, section);
        }
    }

    private void readEnums() {
        ByteBuffer all = table(header.getInt(28), ENUM_BYTES, header.getLong(40));
        for (int at = 0; at < all.limit(); at += ENUM_BYTES) {
            enums.computeIfAbsent(text(all, at, 16), name -> new LinkedHashMap<>())
                    .put(Integer.toUnsignedLong(all.getInt(at + 36)), text(all, at + 16, 20));
        }
    }

    private ByteBuffer table(int count, int recordBytes, long offset) {
        if (count < 0 || count > MOST_DESCRIPTORS || offset < 0) {
            throw contradiction();
        }
        ByteBuffer all = LedgerFile.buffer(count * recordBytes);
        file.read(offset, all);
        return all;
    }

    /** A section must lie inside the file, and its fields inside its records. */
    private void check(Section section) {
        if (section.recordBytes() <= 0 || section.recordBytes() > MOST_RECORD_BYTES || section.capacity() < 0 || section.position(0) < 0) {
            throw contradiction();
        }
        long end = section.position(section.capacity());
        if (end < 0) {
            throw contradiction();
        }
        if (end > file.size()) {
            throw new LedgerException(Reason.TRUNCATED, file.what() + " is truncated: section '" + section.name() + "' ends at byte "
                    + end + ", the file at " + file.size());
        }
        for (Field field : section.fields()) {
            if (field.offset() < 0 || field.bytes() <= 0 || (long) field.offset() + field.bytes() > section.recordBytes()
                    || field.bytes() < field.type().bytes()) {
                throw contradiction();
            }
        }
    }

    private LedgerException foreign() {
        return new LedgerException(Reason.FOREIGN, file.what() + " is not a ledger of Pollux: a memfd of that name, but of another program");
    }

    private LedgerException contradiction() {
        return new LedgerException(Reason.TRUNCATED, file.what() + " is damaged: its description contradicts itself");
    }

    /** NUL-terminated UTF-8 of at most {@code bytes}. */
    static String text(ByteBuffer from, int at, int bytes) {
        int length = 0;
        while (length < bytes && from.get(at + length) != 0) {
            length++;
        }
        byte[] copy = new byte[length];
        from.get(at, copy);
        return new String(copy, StandardCharsets.UTF_8);
    }
}
