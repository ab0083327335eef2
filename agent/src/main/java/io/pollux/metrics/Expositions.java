package io.pollux.metrics;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import io.pollux.ledger.LedgerReader;
import io.prometheus.client.Collector;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.function.Supplier;

/** The two pages for Prometheus; together they never have more than {@link Budget#MOST} series. Thread-safe. */
public final class Expositions {
    /** A page: Prometheus text, or OpenMetrics for those who prefer it. */
    private static final class Page implements Resource {
        private Supplier<Collector> make;
        /** Made at the first scrape, so that an agent nobody scrapes never loads simpleclient. */
        private Collector collector;

        synchronized void use(Supplier<Collector> other) {
            make = other;
            collector = null;
        }

        private synchronized Collector collector() {
            if (collector == null) {
                collector = make.get();
            }
            return collector;
        }

        @Override
        public String contentType(String accept) {
            return OpenMetrics.isWanted(accept) ? TextFormat.CONTENT_TYPE_OPENMETRICS_100 : TextFormat.CONTENT_TYPE_004;
        }

        @Override
        public void write(Query query, OutputStream out) throws IOException {
            Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            TextFormat.writeFormat(contentType(query.accept()), writer, Collections.enumeration(collector().collect()));
            writer.flush();
        }
    }

    /** Descriptors shown by themselves, unless told otherwise. */
    private static final int TRACKED = 20;

    private final LedgerReader reader;
    private final Page groups = new Page();
    private final Page fds = new Page();

    public Expositions(LedgerReader reader) {
        this.reader = reader;
        configure(Peers.NONE, TRACKED);
    }

    /** Begins anew with other names and another number of descriptors shown by themselves: series may change their labels. */
    public void configure(Peers peers, int tracked) {
        groups.use(() -> new LedgerCollector(reader, peers, Budget.MOST - TrackedFamilies.most(tracked)));
        fds.use(() -> new TrackedFamilies(reader, peers, tracked));
    }

    /** {@code /metrics}: groups, engines, and Pollux itself. */
    public Resource groups() {
        return groups;
    }

    /** {@code /metrics/fds}: the busiest descriptors, by themselves. */
    public Resource fds() {
        return fds;
    }
}
