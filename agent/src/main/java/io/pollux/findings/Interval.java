package io.pollux.findings;

import io.pollux.ledger.FdView;
import io.pollux.ledger.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two observations of one process and what lies between them: what checks look at. */
public final class Interval {
    private static final double SHORTEST_SECONDS = 0.001;

    private final Observation before;
    private final Observation after;
    private final Thresholds thresholds;
    private final List<FdGrowth> fds = new ArrayList<>();
    private final Map<Integer, List<FdGrowth>> members = new HashMap<>();
    private final Map<Integer, SetGrowth> sets = new HashMap<>();

    public Interval(Observation before, Observation after, Thresholds thresholds) {
        this.before = before;
        this.after = after;
        this.thresholds = thresholds;
        after.sets().forEach((index, row) -> sets.put(index, grown(row, before.sets().get(index))));
        after.fds().forEach((key, view) -> add(view, before.fds().get(key)));
    }

    /** One that is older than the first observation and was not in it (there were too many, or it was changing) has no known growth. */
    private void add(FdView now, FdView then) {
        if (then != null || now.number("born_ns") >= before.nowNs()) {
            FdGrowth fd = new FdGrowth(now, then, this);
            fds.add(fd);
            members.computeIfAbsent((int) now.number("loop"), loop -> new ArrayList<>()).add(fd);
        }
    }

    /** A row that was another epoll descriptor's before is a new set. */
    private SetGrowth grown(Row now, Row then) {
        Row same = then != null && then.number("epfd") == now.number("epfd") ? then : null;
        long tid = now.number("tid");
        return new SetGrowth(now, same, seconds(), after.task(tid), before.task(tid));
    }

    public Observation before() {
        return before;
    }

    public Observation after() {
        return after;
    }

    public double seconds() {
        return Math.max(SHORTEST_SECONDS, (after.nowNs() - before.nowNs()) / 1e9);
    }

    /** A limit. */
    public double limit(Threshold threshold) {
        return thresholds.of(threshold);
    }

    /** Descriptors of the application that are open at the end. */
    public List<FdGrowth> fds() {
        return fds;
    }

    /** The descriptor that a finding is about, if it is about one. */
    List<FdView> views(Subject subject) {
        FdView view = after.fds().get(new Observation.Key(subject.fd(), subject.conn()));
        return view == null ? List.of() : List.of(view);
    }

    /** The application's sets that are open at the end. */
    public Iterable<SetGrowth> sets() {
        return sets.values();
    }

    /** Number of sets. */
    public int setCount() {
        return sets.size();
    }

    /** The set of that index, or null. */
    SetGrowth set(int index) {
        return sets.get(index);
    }

    /** Descriptors of a set, as far as it was seen to take them in or has reported them. */
    public List<FdGrowth> membersOf(SetGrowth set) {
        return members.getOrDefault(set.index(), List.of());
    }
}
