package io.pollux.findings;

import io.pollux.findings.kernel.Limits;
import io.pollux.findings.kernel.Sockets;
import io.pollux.findings.kernel.Task;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.Totals;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One reading of a process: its ledger, and what the kernel says of its sockets, threads and limits. Immutable. */
public final class Observation {
    /** A descriptor is the same from one reading to the next when number and generation are. */
    record Key(int fd, long conn) {
    }

    /** Rows of a few hundred bytes, held twice. */
    private static final int MOST_INSIDE = 10_000;

    private final long nowNs;
    private final Instant start;
    private final long startNs;
    private final Map<Key, FdView> fds = new HashMap<>();
    private final Map<Integer, Row> sets = new HashMap<>();
    private final List<Totals> groups;
    private final Map<String, String> facts;
    private final List<Row> fallbacks;
    private final int leftOut;
    private final Sockets sockets;
    private final Limits limits;
    private final Map<Long, Task> tasks = new HashMap<>();

    private Observation(LedgerReader reader, long pid, int most) {
        start = reader.start();
        startNs = reader.startClockNs();
        FdViews views = FdViews.read(reader, view -> !view.own(), Comparator.comparingInt(FdView::fd), most);
        views.rows().forEach(view -> fds.put(new Key(view.fd(), view.conn()), view));
        leftOut = views.matched() - views.rows().size();
        sockets = Sockets.of(pid, views.rows().stream().map(view -> view.number("inode")).collect(Collectors.toSet()));
        for (Row set : reader.sets()) {
            if (set.number("own") == 0) {
                sets.put(set.index(), set);
                tasks.computeIfAbsent(set.number("tid"), tid -> Task.of(pid, tid));
            }
        }
        groups = reader.groups();
        facts = reader.meta();
        fallbacks = reader.fallbacks();
        limits = Limits.of(pid, fds.values().stream().filter(view -> view.number("loop") >= 0).count());
        // Last, so that no stamp of the ledger is later.
        nowNs = System.nanoTime();
    }

    /** Reads a process. {@code pid}: as this process sees it, which in a container is another number than it knows itself by. */
    public static Observation of(LedgerReader reader, long pid) {
        return new Observation(reader, pid, Integer.MAX_VALUE);
    }

    /** The same inside the process itself, whose memory is the application's: of many descriptors, those of the lowest numbers. */
    public static Observation fromInside(LedgerReader reader, long pid) {
        return new Observation(reader, pid, MOST_INSIDE);
    }

    /** When it was read, by the ledger's clock. */
    public long nowNs() {
        return nowNs;
    }

    /** When it was read, by the wall's. */
    public Instant at() {
        return wallTime(nowNs);
    }

    /** A stamp of the ledger as wall-clock time. */
    public Instant wallTime(long clockNs) {
        return start.plusNanos(clockNs - startNs);
    }

    /** Descriptors of the application that are open. */
    public Map<Key, FdView> fds() {
        return fds;
    }

    /** Descriptors that were too many to be looked at. */
    public int leftOut() {
        return leftOut;
    }

    /** The application's sets by their index. */
    public Map<Integer, Row> sets() {
        return sets;
    }

    /** Totals by group of descriptors. */
    public List<Totals> groups() {
        return groups;
    }

    /** What the agent says of itself. */
    public Map<String, String> facts() {
        return facts;
    }

    /** How often a set went back to the kernel's epoll, a row a reason. */
    public List<Row> fallbacks() {
        return fallbacks;
    }

    public Sockets sockets() {
        return sockets;
    }

    public Limits limits() {
        return limits;
    }

    /** A thread that waits on sets. */
    public Task task(long tid) {
        return tasks.getOrDefault(tid, Task.NONE);
    }
}
