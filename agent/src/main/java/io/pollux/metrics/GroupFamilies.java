package io.pollux.metrics;

import io.pollux.ledger.Section;
import io.pollux.ledger.Totals;
import io.prometheus.client.Collector.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The totals of groups within a budget of series, however many groups there are.
 *
 * <p>The first groups are shown whole, zeros too. Once half of the budget is gone, a group shows a series from its first event on; once
 * all is gone, a new series counts under {@code other} of its role. So what is added up by role stays exact, and no series that was
 * ever shown goes away or falls. Ports and peers that the ledger keeps apart and that have one name are one group here.
 */
final class GroupFamilies {
    static final String OTHER = "other";

    /** Where the series of a group is shown; none while it is zero. */
    private enum Place { NONE, OWN, OTHER }

    /** One group as it is shown: a value and a place for each column, and for the descriptors open now, which come last. */
    private static final class Group {
        private final Place[] places;
        private final long[] values;

        Group(int series) {
            places = new Place[series];
            Arrays.fill(places, Place.NONE);
            values = new long[series];
        }
    }

    private final ColumnFamilies columns;
    private final Peers peers;
    private final Budget budget;
    private final Map<List<String>, Group> groups = new LinkedHashMap<>();
    private final int open;
    private final int role;
    private final int peer;
    private long withoutRoom;

    GroupFamilies(Section section, Peers peers, Budget budget) {
        this.columns = new ColumnFamilies(section);
        this.peers = peers;
        this.budget = budget;
        this.open = columns.size();
        this.role = columns.identityLabels().indexOf("role");
        this.peer = columns.identityLabels().indexOf("peer");
    }

    /** Series that {@code other} can come to have, of which no budget knows. */
    static int mostOfOther(Section section, int roles) {
        return (new ColumnFamilies(section).size() + 1) * roles;
    }

    /** Series that had no room and count under {@code other}. */
    long withoutRoom() {
        return withoutRoom;
    }

    void add(Families families, List<Totals> totals) {
        columns.describe(families);
        families.describe("open_fds", Type.GAUGE, "descriptors that are open");
        read(totals);
        Map<String, Group> others = new HashMap<>();
        groups.forEach((identity, group) -> {
            for (int i = 0; i <= open; i++) {
                show(families, identity, group, i, others);
            }
        });
        others.forEach((of, group) -> {
            for (int i = 0; i <= open; i++) {
                if (group.places[i] == Place.OTHER) {
                    add(families, other(of), i, group.values[i]);
                }
            }
        });
    }

    private void read(List<Totals> totals) {
        groups.values().forEach(group -> Arrays.fill(group.values, 0));
        for (Totals one : totals) {
            List<String> identity = new ArrayList<>(columns.identity(one.key()));
            identity.set(peer, peers.nameOf(identity.get(peer)));
            Group group = groups.computeIfAbsent(identity, known -> made());
            for (int i = 0; i < open; i++) {
                group.values[i] = columns.joined(i, group.values[i], columns.value(i, one::total));
            }
            group.values[open] += one.key().number("opened") - one.key().number("closed");
        }
    }

    private Group made() {
        Group group = new Group(open + 1);
        if (budget.isAmple() && budget.take(open + 1)) {
            Arrays.fill(group.places, Place.OWN);
        }
        return group;
    }

    private void show(Families families, List<String> identity, Group group, int i, Map<String, Group> others) {
        if (group.places[i] == Place.NONE && group.values[i] != 0) {
            group.places[i] = budget.take(1) ? Place.OWN : Place.OTHER;
            withoutRoom += group.places[i] == Place.OTHER ? 1 : 0;
        }
        if (group.places[i] == Place.OWN) {
            add(families, identity, i, group.values[i]);
        } else if (group.places[i] == Place.OTHER) {
            Group other = others.computeIfAbsent(identity.get(role), of -> new Group(open + 1));
            other.places[i] = Place.OTHER;
            other.values[i] = i == open ? other.values[i] + group.values[i] : columns.joined(i, other.values[i], group.values[i]);
        }
    }

    private void add(Families families, List<String> identity, int i, long value) {
        if (i == open) {
            families.gauge("open_fds", columns.identityLabels(), identity, value);
        } else {
            columns.add(families, identity, i, value);
        }
    }

    /** The labels of what has no room: the role, no port, and {@code other} for all else. */
    private List<String> other(String of) {
        List<String> identity = new ArrayList<>();
        for (String label : columns.identityLabels()) {
            identity.add(label.equals("role") ? of : label.endsWith("port") ? "" : OTHER);
        }
        return identity;
    }
}
