package io.pollux.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A copy of a real ledger with as many descriptors as it takes: more than this process may open. */
public final class GrownLedger {
    private static final int SERVICES = 61;
    private static final int CAPACITY = 28;
    private static final int USED = 32;

    private final LedgerLayout layout;
    private final FileChannel to;

    private GrownLedger(LedgerLayout layout, FileChannel to) {
        this.layout = layout;
        this.to = to;
    }

    /**
     * Writes the copy.
     *
     * @param from the ledger of a process; its descriptors are replaced by {@code fds} connections to {@value #SERVICES} services, in
     *             every column of which something is counted
     */
    public static void write(Path from, Path to, int fds) throws IOException {
        LedgerFile real = LedgerFile.open(from, "the ledger");
        LedgerLayout layout = new LedgerLayout(real);
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            Section section = layout.sections().get("fd");
            for (long at = 0; at < section.position(0);) {
                at += in.transferTo(at, section.position(0) - at, out);
            }
            GrownLedger grown = new GrownLedger(layout, out);
            grown.describe(section, fds);
            grown.describe(layout.sections().get("group"), SERVICES);
            grown.groups();
            grown.fds(section, fds);
        } finally {
            real.close();
        }
    }

    private void describe(Section section, int used) throws IOException {
        ByteBuffer number = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(0, used);
        to.write(number, section.usedOffset());
        if (section.name().equals("fd")) {
            to.write(number.rewind(), section.usedOffset() - USED + CAPACITY);
        }
    }

    private void groups() throws IOException {
        Section section = layout.sections().get("group");
        for (int i = 0; i < SERVICES; i++) {
            ByteBuffer row = row(section, i);
            set(row, section.field("used"), 1);
            set(row, section.field("role"), 2);
            set(row, section.field("proto"), 1);
            row.put(section.field("peer").offset(), ("10.0.0." + i + ":5432").getBytes(StandardCharsets.US_ASCII));
            to.write(row, section.position(i));
        }
    }

    private void fds(Section section, int fds) throws IOException {
        for (int i = 0; i < fds; i++) {
            ByteBuffer row = row(section, i);
            set(row, section.field("state"), 1);
            set(row, section.field("conn"), 1 + i);
            set(row, section.field("role"), 2);
            set(row, section.field("proto"), 1);
            set(row, section.field("group"), i % SERVICES);
            set(row, section.field("loop"), i % 4);
            int remote = section.field("remote").offset();
            row.putShort(remote, (short) 2).putShort(remote + 2, (short) 5432).putInt(remote + 4, 10 | i % SERVICES << 24);
            to.write(row, section.position(i));
        }
    }

    /** A row that has counted something in every column. */
    private static ByteBuffer row(Section section, int index) {
        ByteBuffer row = ByteBuffer.allocate(section.recordBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int value = 1 + index % 1009;
        for (Field column : section.columns()) {
            set(row, column, value += 7);
        }
        return row;
    }

    private static void set(ByteBuffer row, Field field, long value) {
        switch (field.type().bytes()) {
            case 1 -> row.put(field.offset(), (byte) value);
            case 2 -> row.putShort(field.offset(), (short) value);
            case 4 -> row.putInt(field.offset(), (int) value);
            default -> row.putLong(field.offset(), value);
        }
    }
}
