package io.pollux.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A ledger written byte by byte, so that a reader is tested against the drawing in ledger.h and not against itself. */
public final class FakeLedger {
    private static final int SECTION_BYTES = 40;
    private static final int FIELD_BYTES = 272;
    private static final int ENUM_BYTES = 40;

    private record Label(String enumeration, String text, int value) {
    }

    private final List<FakeTable> tables = new ArrayList<>();
    private final List<Label> enums = new ArrayList<>();
    public long magic = 0x0058554c4c4f5001L;
    public int version = 1;
    public int pid = 4711;
    public long detached;

    public FakeTable table(String name, int recordBytes, int capacity) {
        FakeTable table = new FakeTable(name, recordBytes, capacity);
        tables.add(table);
        return table;
    }

    public FakeLedger labels(String enumeration, String... labels) {
        for (int i = 0; i < labels.length; i++) {
            enums.add(new Label(enumeration, labels[i], i));
        }
        return this;
    }

    /** Every section that ledger.h names, with enough fields for every reader, and no rows. */
    public static FakeLedger standard(int fdCapacity) {
        FakeLedger fake = new FakeLedger();
        fake.labels("fd_state", "free", "open", "preclosed")
                .labels("fd_role", "other", "accepted", "outbound", "listener", "pipe", "wakeup", "file")
                .labels("fd_proto", "other", "tcp", "udp", "unix", "pipe", "file", "eventfd", "epoll")
                .labels("engine", "epoll", "epoll-et", "poll", "select", "sigio")
                .labels("hook_state", "off", "installed", "absent", "stood_down", "removed")
                .labels("hist_kind", "ready_to_read_role", "ready_to_read_set");
        fake.table("meta", 4032, 16).field("used", "u32", "state", 4, "").field("seq", "u32", "state", 4, "")
                .field("name", "text", "key", 24, "").field("value", "text", "state", 4000, "");
        fake.table("hook", 160, 16).field("used", "u32", "state", 4, "").field("state", "u32", "state", 4, "hook_state")
                .field("name", "text", "key", 80, "").field("why", "text", "state", 72, "");
        fake.table("engine", 40, 5).field("name", "text", "key", 16, "").field("available", "u32", "state", 4, "")
                .counter("waits_ready").counter("waits_timeout");
        fake.table("set", 64, 16).field("used", "u32", "state", 4, "").field("engine", "u32", "state", 4, "engine")
                .field("epfd", "i32", "key", 4, "").field("members", "u32", "state", 4, "")
                .field("tid", "i32", "state", 4, "").field("own", "u8", "key", 1, "").field("nested", "u8", "state", 1, "")
                .counter("waits_ready").counter("waits_timeout");
        fake.table("group", 112, 16).field("used", "u32", "state", 4, "").field("role", "u8", "key", 1, "fd_role")
                .field("proto", "u8", "key", 1, "fd_proto").field("local_port", "u16", "key", 2, "")
                .field("peer", "text", "key", 48, "").field("opened", "u64", "sum", 8, "")
                .field("closed", "u64", "sum", 8, "").counter("reads").counter("read_bytes")
                .field("ready_to_read_max_ns", "u64", "max", 8, "");
        fake.table("hist", 544, 16).field("used", "u32", "state", 4, "").field("kind", "u32", "key", 4, "hist_kind")
                .field("key", "u32", "key", 4, "").field("sum_ns", "u64", "sum", 8, "")
                .field("bucket", "u64", "sum", 512, "");
        fake.table("fd", 160, fdCapacity).field("state", "u32", "state", 4, "fd_state").field("group", "u32", "state", 4, "")
                .field("conn", "u64", "key", 8, "").field("born_ns", "u64", "state", 8, "")
                .field("role", "u8", "key", 1, "fd_role").field("proto", "u8", "key", 1, "fd_proto")
                .field("own", "u8", "key", 1, "").field("nonblocking", "u8", "state", 1, "")
                .field("loop", "i32", "state", 4, "").field("local", "addr", "key", 32, "")
                .field("remote", "addr", "key", 32, "").counter("reads").counter("read_bytes").counter("write_bytes")
                .field("ready_to_read_max_ns", "u64", "max", 8, "");
        return fake;
    }

    /** The same section with room for more fields and rows; it has no rows yet. */
    public FakeTable resize(String name, int recordBytes, int capacity) {
        FakeTable old = table(name);
        FakeTable resized = old.resized(recordBytes, capacity);
        tables.set(tables.indexOf(old), resized);
        return resized;
    }

    public FakeTable table(String name) {
        return tables.stream().filter(t -> t.name.equals(name)).findFirst().orElseThrow();
    }

    /** The whole file. */
    public byte[] bytes() {
        int fields = tables.stream().mapToInt(t -> t.fields.size()).sum();
        int fieldsAt = 88 + tables.size() * SECTION_BYTES;
        int enumsAt = fieldsAt + fields * FIELD_BYTES;
        int headerBytes = enumsAt + enums.size() * ENUM_BYTES;
        int size = pageAligned(headerBytes);
        for (FakeTable table : tables) {
            size = pageAligned(size + table.recordBytes * table.capacity);
        }
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, magic).putInt(8, version).putInt(12, headerBytes).putInt(16, pid).putInt(20, tables.size());
        file.putInt(24, fields).putInt(28, enums.size()).putLong(32, fieldsAt).putLong(40, enumsAt);
        file.putLong(48, 1_700_000_000_123_456_789L).putLong(56, 17).putLong(64, detached).putLong(72, 4821).putLong(80, 3);
        writeTables(file, fieldsAt, pageAligned(headerBytes));
        for (int i = 0; i < enums.size(); i++) {
            writeLabel(file, enumsAt + i * ENUM_BYTES, enums.get(i));
        }
        return file.array();
    }

    private void writeTables(ByteBuffer file, int fieldsAt, int firstOffset) {
        int field = fieldsAt;
        int offset = firstOffset;
        for (int i = 0; i < tables.size(); i++) {
            FakeTable table = tables.get(i);
            writeSection(file, 88 + i * SECTION_BYTES, table, offset);
            for (FakeTable.Column column : table.fields) {
                writeField(file, field, table.name, column);
                field += FIELD_BYTES;
            }
            for (int r = 0; r < table.rows.size(); r++) {
                file.put(offset + r * table.recordBytes, table.rows.get(r).array());
            }
            offset = pageAligned(offset + table.recordBytes * table.capacity);
        }
    }

    private static void writeSection(ByteBuffer file, int at, FakeTable table, int offset) {
        text(file, at, table.name);
        file.putLong(at + 16, offset).putInt(at + 24, table.recordBytes).putInt(at + 28, table.capacity).putInt(at + 32, table.rows.size());
    }

    private static void writeField(ByteBuffer file, int at, String section, FakeTable.Column column) {
        text(file, at, section);
        text(file, at + 16, column.name());
        text(file, at + 40, column.type());
        text(file, at + 48, column.kind());
        text(file, at + 56, column.unit());
        text(file, at + 64, column.enumeration());
        file.putInt(at + 80, column.offset()).putInt(at + 84, column.bytes());
        text(file, at + 88, column.help());
        text(file, at + 200, column.metric());
        text(file, at + 248, column.partOf());
    }

    private static void writeLabel(ByteBuffer file, int at, Label label) {
        text(file, at, label.enumeration());
        text(file, at + 16, label.text());
        file.putInt(at + 36, label.value());
    }

    private static int pageAligned(int offset) {
        return (offset + 4095) / 4096 * 4096;
    }

    private static void text(ByteBuffer file, int at, String text) {
        file.put(at, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Writes it to a file of that directory. */
    public Path write(Path directory) {
        try {
            return Files.write(Files.createTempFile(directory, "ledger", ""), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
