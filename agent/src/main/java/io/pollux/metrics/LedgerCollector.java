package io.pollux.metrics;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Section;
import io.pollux.ledger.Totals;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.Type;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes the families anew at each scrape from the ledger: groups of descriptors and engines with their live members, and every
 * other section whose columns name a metric. Between scrapes it keeps the last values, so that no counter falls, and which series
 * it shows, so that none goes away and there are never too many.
 */
final class LedgerCollector extends Collector {
    /** Their records come and go; their totals are in groups and engines. */
    private static final Set<String> MEMBERS = Set.of("fd", "set");
    private static final Set<String> TOTALS = Set.of("group", "engine");
    /** Room for what comes up after the first scrape, as hooks of classes that are woven later. */
    private static final int LATER = 100;

    private final LedgerReader reader;
    private final Peers peers;
    private final int most;
    private final Monotone monotone = new Monotone();
    private GroupFamilies groups;
    private LatencyFamilies latencies;
    private long errors;
    private boolean failed;

    /** @param most series that it may show */
    LedgerCollector(LedgerReader reader, Peers peers, int most) {
        this.reader = reader;
        this.peers = peers;
        this.most = most;
    }

    /** Never throws: a part that can't be read is missing, and counted. */
    @Override
    public synchronized List<MetricFamilySamples> collect() {
        long start = System.nanoTime();
        Families families = new Families(monotone, most);
        failed = false;
        Exemplars exemplars = part(() -> new Exemplars(reader.section("fd")));
        List<Totals> totals = part(() -> reader.groups(row -> exemplars.see(row)));
        part(() -> addTotals(families, "engine", reader.engines()));
        part(() -> addOthers(families));
        part(() -> AgentFamilies.add(families, reader));
        part(() -> ModelFamilies.add(families, reader, totals));
        part(() -> BufferFamilies.add(families, reader));
        part(() -> share(families.series()));
        part(() -> groups.add(families, totals));
        part(() -> addOverflow(families));
        part(() -> latencies.add(families, reader, exemplars));
        errors += failed || families.dropped() > 0 ? 1 : 0;
        AgentFamilies.addCollection(families, (System.nanoTime() - start) / 1e9, errors);
        return families.samples();
    }

    /** Runs one part of a collection; null where it failed. What builds on a part that failed fails too, and costs no more than itself. */
    private <T> T part(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            failed = true;
            return null;
        }
    }

    private void part(Runnable work) {
        part(() -> {
            work.run();
            return true;
        });
    }

    /** Once: gives groups and latencies what others, which can't do with less, leave them. */
    private void share(int others) {
        if (groups == null) {
            Section section = reader.section("group");
            int folded = GroupFamilies.mostOfOther(section, reader.labels("fd_role").size()) + LatencyFamilies.mostOfOther(reader);
            Budget budget = new Budget(most - others - folded - LATER);
            latencies = new LatencyFamilies(budget);
            groups = new GroupFamilies(section, peers, budget);
        }
    }

    private void addOverflow(Families families) {
        families.describe("label_overflow", Type.COUNTER, "label=series: series that have no room and count under other");
        families.counter("label_overflow", List.of("label"), List.of("series"), groups.withoutRoom());
    }

    private void addTotals(Families families, String section, List<Totals> all) {
        ColumnFamilies columns = new ColumnFamilies(reader.section(section));
        columns.describe(families);
        for (Totals totals : all) {
            columns.add(families, totals.key(), totals::total);
        }
    }

    private void addOthers(Families families) {
        for (Section section : reader.sections()) {
            ColumnFamilies columns = new ColumnFamilies(section);
            if (!columns.isEmpty() && !MEMBERS.contains(section.name()) && !TOTALS.contains(section.name())) {
                columns.describe(families);
                reader.scan(section, row -> columns.add(families, row, row::number));
            }
        }
    }
}
