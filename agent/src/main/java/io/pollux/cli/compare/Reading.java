package io.pollux.cli.compare;

import io.pollux.ledger.Field;
import io.pollux.ledger.Histogram;
import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import io.pollux.ledger.Totals;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A process at one moment, as far as a comparison needs it. Every part is read in the same order each time, so that the differences of all
 * parts are over intervals of the same length.
 *
 * @param clockNs     when
 * @param counters    what waiting has cost so far under the engine that serves, by column
 * @param ioBytes     bytes read and written by all descriptors
 * @param readyToRead from the report of readiness to the first read, of all descriptors; null before the first
 * @param cpuNs       CPU time by thread
 * @param waiters     threads that waited on the application's sets last
 * @param elsewhere   sets that another engine serves
 * @param fallbacks   sets that went back to the kernel's epoll so far
 */
record Reading(long clockNs, Map<String, Long> counters, long ioBytes, Histogram readyToRead, Map<Long, Long> cpuNs, Set<Long> waiters,
        int elsewhere, long fallbacks) {
    private static final String READY_TO_READ = "ready_to_read_role";
    private static final List<String> BYTES = List.of("read_bytes", "write_bytes", "sendfile_bytes");

    static Reading of(LedgerReader reader, long pid, String engine) {
        Set<Long> waiters = new HashSet<>();
        int elsewhere = 0;
        for (Row set : reader.sets()) {
            if (set.number("own") == 0) {
                waiters.add(set.number("tid"));
                elsewhere += set.text("engine").equals(engine) ? 0 : 1;
            }
        }
        waiters.remove(0L);
        long fallbacks = reader.fallbacks().stream().mapToLong(row -> row.number("count")).sum();
        long ioBytes = reader.groups().stream().mapToLong(group -> BYTES.stream().mapToLong(group::total).sum()).sum();
        ThreadTimes threads = new ThreadTimes(pid, waiters.stream().findFirst().orElse(0L));
        Histogram readyToRead = reader.hists().stream().filter(h -> h.kind().equals(READY_TO_READ)).reduce(Histogram::plus).orElse(null);
        Map<Long, Long> cpuNs = threads.now();
        return new Reading(System.nanoTime(), counters(reader, engine), ioBytes, readyToRead, cpuNs, waiters, elsewhere, fallbacks);
    }

    private static Map<String, Long> counters(LedgerReader reader, String engine) {
        Map<String, Long> counters = new LinkedHashMap<>();
        for (Totals totals : reader.engines()) {
            if (totals.key().text("name").equals(engine)) {
                totals.columns().stream().filter(Field::isSum).forEach(column -> counters.put(column.name(), totals.total(column)));
            }
        }
        return counters;
    }
}
