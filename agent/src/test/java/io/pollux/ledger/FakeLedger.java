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

    /** A section under construction: fields first, then rows. */
    public static final class Table {
        private static final int METRIC = 8;
        final String name;
        final int recordBytes;
        final int capacity;
        final List<Object[]> fields = new ArrayList<>();
        final List<ByteBuffer> rows = new ArrayList<>();
        int next;

        Table(String name, int recordBytes, int capacity) {
            this.name = name;
            this.recordBytes = recordBytes;
            this.capacity = capacity;
        }

        public Table field(String field, String type, String kind, int bytes, String enumeration) {
            int size = type.equals("addr") ? 2 : type.equals("text") ? 1 : Math.min(bytes, 8);
            next = (next + size - 1) / size * size;
            fields.add(new Object[] {field, type, kind, unit(field), enumeration, next, bytes, "help of " + field,
                "family_of_" + field, field.equals("flux") ? "whole_of_flux" : ""});
            next += bytes;
            return this;
        }

        public Table counter(String field) {
            return field(field, "u64", "sum", 8, "");
        }

        /** Takes a field out of the description. */
        public Table drop(String field) {
            fields.removeIf(f -> f[0].equals(field));
            return this;
        }

        /** Gives a field another metric, and the column that it is a part of. */
        public Table export(String name, String metric, String partOf) {
            Object[] field = fields.stream().filter(f -> f[0].equals(name)).findFirst().orElseThrow();
            field[METRIC] = metric;
            field[METRIC + 1] = partOf;
            return this;
        }

        private static String unit(String field) {
            return field.endsWith("_bytes") ? "bytes" : field.endsWith("_ns") ? "ns" : "";
        }

        public Put row(int index) {
            while (rows.size() <= index) {
                rows.add(ByteBuffer.allocate(recordBytes).order(ByteOrder.LITTLE_ENDIAN));
            }
            return new Put(this, rows.get(index));
        }

        int offset(String field) {
            return (int) fields.stream().filter(f -> f[0].equals(field)).findFirst().orElseThrow()[5];
        }
    }

    /** Sets fields of one row by name. */
    public record Put(Table table, ByteBuffer row) {
        public Put put(String field, long value) {
            int at = table.offset(field);
            Object[] found = table.fields.stream().filter(f -> f[0].equals(field)).findFirst().orElseThrow();
            switch ((String) found[1]) {
                case "u8" -> row.put(at, (byte) value);
                case "u16" -> row.putShort(at, (short) value);
                case "u32", "i32" -> row.putInt(at, (int) value);
                default -> row.putLong(at, value);
            }
            return this;
        }

        public Put put(String field, int index, long value) {
            row.putLong(table.offset(field) + 8 * index, value);
            return this;
        }

        public Put put(String field, String text) {
            row.put(table.offset(field), text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        public Put address(String field, int family, int port, byte... bytes) {
            int at = table.offset(field);
            row.putShort(at, (short) family).putShort(at + 2, (short) port).put(at + 4, bytes);
            return this;
        }
    }

    private final List<Table> tables = new ArrayList<>();
    private final List<Object[]> enums = new ArrayList<>();
    public long magic = 0x0058554c4c4f5001L;
    public int version = 1;
    public int pid = 4711;
    public long detached;

    public Table table(String name, int recordBytes, int capacity) {
        Table table = new Table(name, recordBytes, capacity);
        tables.add(table);
        return table;
    }

    public FakeLedger labels(String enumeration, String... labels) {
        for (int i = 0; i < labels.length; i++) {
            enums.add(new Object[] {enumeration, labels[i], i});
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
    public Table resize(String name, int recordBytes, int capacity) {
        Table old = table(name);
        Table resized = new Table(name, recordBytes, capacity);
        resized.fields.addAll(old.fields);
        resized.next = old.next;
        tables.set(tables.indexOf(old), resized);
        return resized;
    }

    public Table table(String name) {
        return tables.stream().filter(t -> t.name.equals(name)).findFirst().orElseThrow();
    }

    /** The whole file. */
    public byte[] bytes() {
        int fields = tables.stream().mapToInt(t -> t.fields.size()).sum();
        int fieldsAt = 88 + tables.size() * SECTION_BYTES;
        int enumsAt = fieldsAt + fields * FIELD_BYTES;
        int headerBytes = enumsAt + enums.size() * ENUM_BYTES;
        int size = pageAligned(headerBytes);
        for (Table table : tables) {
            size = pageAligned(size + table.recordBytes * table.capacity);
        }
        ByteBuffer file = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0, magic).putInt(8, version).putInt(12, headerBytes).putInt(16, pid).putInt(20, tables.size());
        file.putInt(24, fields).putInt(28, enums.size()).putLong(32, fieldsAt).putLong(40, enumsAt);
        file.putLong(48, 1_700_000_000_123_456_789L).putLong(56, 17).putLong(64, detached).putLong(72, 4821).putLong(80, 3);
        writeTables(file, fieldsAt, pageAligned(headerBytes));
        for (int i = 0; i < enums.size(); i++) {
            text(file, enumsAt + i * ENUM_BYTES, (String) enums.get(i)[0]);
            text(file, enumsAt + i * ENUM_BYTES + 16, (String) enums.get(i)[1]);
            file.putInt(enumsAt + i * ENUM_BYTES + 36, (int) enums.get(i)[2]);
        }
        return file.array();
    }

    private void writeTables(ByteBuffer file, int fieldsAt, int firstOffset) {
        int field = fieldsAt;
        int offset = firstOffset;
        for (int i = 0; i < tables.size(); i++) {
            Table table = tables.get(i);
            int at = 88 + i * SECTION_BYTES;
            text(file, at, table.name);
            file.putLong(at + 16, offset).putInt(at + 24, table.recordBytes).putInt(at + 28, table.capacity)
                    .putInt(at + 32, table.rows.size());
            for (Object[] f : table.fields) {
                text(file, field, table.name);
                text(file, field + 16, (String) f[0]);
                text(file, field + 40, (String) f[1]);
                text(file, field + 48, (String) f[2]);
                text(file, field + 56, (String) f[3]);
                text(file, field + 64, (String) f[4]);
                file.putInt(field + 80, (int) f[5]).putInt(field + 84, (int) f[6]);
                text(file, field + 88, (String) f[7]);
                text(file, field + 200, (String) f[Table.METRIC]);
                text(file, field + 248, (String) f[Table.METRIC + 1]);
                field += FIELD_BYTES;
            }
            for (int r = 0; r < table.rows.size(); r++) {
                file.put(offset + r * table.recordBytes, table.rows.get(r).array());
            }
            offset = pageAligned(offset + table.recordBytes * table.capacity);
        }
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
