package io.pollux.ledger;

import io.pollux.ledger.LedgerException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The ledger of one process, read while it is written. It needs nothing of the process but /proc, so a stopped or hung JVM
 * reads like any other, and a reader opened before a detach still reads the final numbers after it.
 *
 * <p>Thread-safe; one scan runs at a time. Every method may throw {@link LedgerException}.
 */
public final class LedgerReader implements Closeable {
    private final LedgerFile file;
    private final LedgerLayout layout;
    private final SectionScan scan;

    /** The process as we see it; 0: as it sees itself. */
    private final long seenAs;

    private LedgerReader(LedgerFile file, long seenAs) {
        this.file = file;
        this.seenAs = seenAs;
        try {
            this.layout = new LedgerLayout(file);
        } catch (LedgerException e) {
            close();
            throw e;
        }
        this.scan = new SectionScan(file, layout);
    }

    /** Opens the ledger of a process; refuses a process without one, and one that is foreign, truncated or of another version. */
    public static LedgerReader open(long pid) {
        return new LedgerReader(LedgerFile.find(pid), pid);
    }

    /** Opens a ledger by its path: /proc/self/fd/N of the agent's own, or a file. */
    public static LedgerReader open(Path path) {
        return new LedgerReader(LedgerFile.open(path, path.toString()), 0);
    }

    /** The process that writes it: the number it was opened by, which in a container is not the one it has there; of a file, its own. */
    public long pid() {
        return seenAs != 0 ? seenAs : Integer.toUnsignedLong(layout.header().getInt(LedgerLayout.PID));
    }

    /** When Pollux began to count. */
    public Instant start() {
        long ns = layout.header().getLong(LedgerLayout.START_REALTIME);
        return Instant.ofEpochSecond(ns / 1_000_000_000, ns % 1_000_000_000);
    }

    /** The same moment on the scale of the ledger's stamps: CLOCK_MONOTONIC, which is {@link System#nanoTime()} on Linux. */
    public long startClockNs() {
        return layout.header().getLong(LedgerLayout.START_CLOCK);
    }

    /** Whether Pollux has left: the numbers are final. */
    public boolean detached() {
        return live(LedgerLayout.DETACHED) != 0;
    }

    /** Descriptors seen so far: the last generation given. */
    public long conns() {
        return live(LedgerLayout.CONNS);
    }

    /** Calls on descriptors past the ledger's capacity, which are counted nowhere else. */
    public long lostFds() {
        return live(LedgerLayout.LOST_FDS);
    }

    private long live(int offset) {
        ByteBuffer value = LedgerFile.buffer(Long.BYTES);
        file.read(offset, value);
        return value.getLong(0);
    }

    /** Every section, in the order of the ledger. */
    public Collection<Section> sections() {
        return layout.sections().values();
    }

    /** A section by name: meta hook engine set group hist fd. */
    public Section section(String name) {
        Section section = layout.sections().get(name);
        if (section == null) {
            throw new LedgerException(Reason.TRUNCATED, file.what() + " has no section '" + name + "'");
        }
        return section;
    }

    /** Labels of an enumeration by value, in the order of the ledger; empty when there is none of that name. */
    public Map<Long, String> labels(String enumeration) {
        return layout.labels(enumeration);
    }

    /** Records that may be in use: all from 0 up to this one. */
    public int used(Section section) {
        ByteBuffer value = LedgerFile.buffer(Integer.BYTES);
        file.read(section.usedOffset(), value);
        return Math.max(0, Math.min(value.getInt(0), section.capacity()));
    }

    /**
     * Gives every record in use to the visitor, each one read whole within one life. Nothing is copied or allocated for a
     * record: the row is valid during the call. The visitor must not scan in turn.
     */
    public synchronized void scan(Section section, Consumer<Row> visitor) {
        scan.scan(section, used(section), visitor);
    }

    /** Copies of every record in use. */
    public List<Row> rows(String section) {
        List<Row> rows = new ArrayList<>();
        scan(section(section), row -> rows.add(row.copy()));
        return rows;
    }

    /** Copies of every record in use, Pollux's own descriptors among them. */
    public List<Row> fds() {
        return rows("fd");
    }

    public List<Row> sets() {
        return rows("set");
    }

    public List<Row> hooks() {
        return rows("hook");
    }

    /** Sets that went back to the kernel's epoll against their wish: a row a reason, those that never happened with a count of 0. */
    public List<Row> fallbacks() {
        return incidents("fallback");
    }

    /** Labels that ran out of values, a row each. */
    public List<Row> overflows() {
        return incidents("overflow");
    }

    /** Empty where the ledger keeps no such list. */
    private List<Row> incidents(String section) {
        return layout.sections().containsKey(section) ? rows(section) : List.of();
    }

    /** Totals by engine: of closed and switched sets, and of the live ones. */
    public List<Totals> engines() {
        return Totals.byEngine(this);
    }

    /** Totals by group of descriptors: of the closed ones, and of the live ones. */
    public List<Totals> groups() {
        return groups(row -> { });
    }

    /** The same, and gives every live descriptor of the application to the visitor while it passes. */
    public List<Totals> groups(Consumer<Row> visitor) {
        return Totals.byGroup(this, visitor);
    }

    /** Histograms, one for each kind and key; the ledger spreads one over several records, so that threads don't meet in it. */
    public List<Histogram> hists() {
        Map<List<Object>, Histogram> all = new LinkedHashMap<>();
        scan(section("hist"), row -> {
            Histogram part = Histogram.of(row);
            all.merge(List.of(part.kind(), part.key()), part, Histogram::plus);
        });
        return new ArrayList<>(all.values());
    }

    /** What a histogram is about, in words: a role's label, or "set" and its epoll descriptor. */
    public String nameOf(Histogram histogram) {
        if (histogram.kind().endsWith("role")) {
            return layout.label("fd_role", histogram.key());
        }
        return sets().stream().filter(set -> set.index() == histogram.key()).findFirst()
                .map(set -> "set " + set.number("epfd")).orElse("a closed set");
    }

    /** The facts of the meta section by name, in the order they were first written. */
    public Map<String, String> meta() {
        Map<String, String> facts = new LinkedHashMap<>();
        scan(section("meta"), row -> facts.put(row.text("name"), row.text("value")));
        return facts;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new LedgerException(Reason.UNREADABLE, "closing " + file.what() + " failed: " + e.getMessage());
        }
    }
}
