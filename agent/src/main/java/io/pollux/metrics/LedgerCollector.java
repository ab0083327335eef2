package io.pollux.metrics;

import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Section;
import io.pollux.ledger.Totals;
import io.prometheus.client.Collector;
import io.prometheus.client.Collector.MetricFamilySamples;
import io.prometheus.client.Collector.Type;
import java.util.List;
import java.util.Set;

/**
 * Makes the families anew at each scrape from the ledger: groups of descriptors and engines with their live members, and every
 * other section whose columns name a metric. Nothing is kept between scrapes but the last values, so that no counter falls.
 */
final class LedgerCollector extends Collector {
    /** Their records come and go; their totals are in groups and engines. */
    private static final Set<String> MEMBERS = Set.of("fd", "set");

    private final LedgerReader reader;
    private final Monotone monotone = new Monotone();
    private long errors;

    LedgerCollector(LedgerReader reader) {
        this.reader = reader;
    }

    /** Never throws: what can't be read is missing, and counted. */
    @Override
    public synchronized List<MetricFamilySamples> collect() {
        long start = System.nanoTime();
        Families families = new Families(monotone);
        try {
            addGroups(families);
            addTotals(families, "engine", reader.engines());
            addOthers(families);
            LatencyFamilies.add(families, reader);
            BufferFamilies.add(families, reader);
            AgentFamilies.add(families, reader);
        } catch (RuntimeException e) {
            errors++;
        }
        AgentFamilies.addCollection(families, (System.nanoTime() - start) / 1e9, errors);
        return families.samples();
    }

    private void addGroups(Families families) {
        List<Totals> groups = reader.groups();
        addTotals(families, "group", groups);
        KeyLabels keys = new KeyLabels(reader.section("group"));
        families.describe("open_fds", Type.GAUGE, "descriptors that are open");
        for (Totals group : groups) {
            families.gauge("open_fds", keys.labels(), keys.values(group.key()),
                    group.key().number("opened") - group.key().number("closed"));
        }
        ModelFamilies.add(families, reader, groups);
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
            if (!columns.isEmpty() && !MEMBERS.contains(section.name()) && !section.name().equals("group") && !section.name().equals("engine")) {
                columns.describe(families);
                reader.scan(section, row -> columns.add(families, row, row::number));
            }
        }
    }
}
