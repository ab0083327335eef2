package io.pollux.ledger;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A section of a {@link FakeLedger} under construction: fields first, then rows. */
public final class FakeTable {
    /** How one field is described. */
    record Column(String name, String type, String kind, String unit, String enumeration, int offset, int bytes, String help, String metric, String partOf) {
    }

    final String name;
    final int recordBytes;
    final int capacity;
    final List<Column> fields = new ArrayList<>();
    final List<ByteBuffer> rows = new ArrayList<>();
    private int next;

    FakeTable(String name, int recordBytes, int capacity) {
        this.name = name;
        this.recordBytes = recordBytes;
        this.capacity = capacity;
    }

    /** The same fields with room for more of them and for more rows; it has no rows yet. */
    FakeTable resized(int newRecordBytes, int newCapacity) {
        FakeTable resized = new FakeTable(name, newRecordBytes, newCapacity);
        resized.fields.addAll(fields);
        resized.next = next;
        return resized;
    }

    public FakeTable field(String field, String type, String kind, int bytes, String enumeration) {
        int size = type.equals("addr") ? 2 : type.equals("text") ? 1 : Math.min(bytes, 8);
        next = (next + size - 1) / size * size;
        fields.add(new Column(field, type, kind, unit(field), enumeration, next, bytes, "help of " + field, "family_of_" + field,
                field.equals("flux") ? "whole_of_flux" : ""));
        next += bytes;
        return this;
    }

    private static String unit(String field) {
        return field.endsWith("_bytes") ? "bytes" : field.endsWith("_ns") ? "ns" : "";
    }

    public FakeTable counter(String field) {
        return field(field, "u64", "sum", 8, "");
    }

    /** Takes a field out of the description. */
    public FakeTable drop(String field) {
        fields.remove(column(field));
        return this;
    }

    /** Gives a field another metric, and the column that it is a part of. */
    public FakeTable export(String field, String metric, String partOf) {
        Column old = column(field);
        fields.set(fields.indexOf(old), new Column(old.name, old.type, old.kind, old.unit, old.enumeration, old.offset, old.bytes, old.help, metric, partOf));
        return this;
    }

    private Column column(String field) {
        return fields.stream().filter(column -> column.name.equals(field)).findFirst().orElseThrow();
    }

    /** That row, with those before it. */
    public Put row(int index) {
        while (rows.size() <= index) {
            rows.add(ByteBuffer.allocate(recordBytes).order(ByteOrder.LITTLE_ENDIAN));
        }
        return new Put(this, rows.get(index));
    }

    /** Sets fields of one row by name. */
    public record Put(FakeTable table, ByteBuffer bytes) {
        public Put put(String field, long value) {
            Column column = table.column(field);
            switch (column.type) {
                case "u8" -> bytes.put(column.offset, (byte) value);
                case "u16" -> bytes.putShort(column.offset, (short) value);
                case "u32", "i32" -> bytes.putInt(column.offset, (int) value);
                default -> bytes.putLong(column.offset, value);
            }
            return this;
        }

        /** An element of an array. */
        public Put put(String field, int index, long value) {
            bytes.putLong(table.column(field).offset + 8 * index, value);
            return this;
        }

        public Put put(String field, String text) {
            bytes.put(table.column(field).offset, text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        public Put address(String field, int family, int port, byte... address) {
            int at = table.column(field).offset;
            bytes.putShort(at, (short) family).putShort(at + 2, (short) port).put(at + 4, address);
            return this;
        }
    }
}
