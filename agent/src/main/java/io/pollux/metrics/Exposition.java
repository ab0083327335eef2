package io.pollux.metrics;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import io.pollux.ledger.LedgerReader;
import io.prometheus.client.exporter.common.TextFormat;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/** {@code /metrics}: Prometheus text, or OpenMetrics for those who accept it. */
public final class Exposition implements Resource {
    private final LedgerReader reader;
    /** Made at the first scrape, so that an agent nobody scrapes never loads simpleclient. */
    private LedgerCollector collector;

    public Exposition(LedgerReader reader) {
        this.reader = reader;
    }

    @Override
    public String contentType(String accept) {
        return TextFormat.chooseContentType(accept);
    }

    @Override
    public void write(Query query, OutputStream out) throws IOException {
        Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        TextFormat.writeFormat(contentType(query.accept()), writer, Collections.enumeration(collector().collect()));
        writer.flush();
    }

    private synchronized LedgerCollector collector() {
        if (collector == null) {
            collector = new LedgerCollector(reader);
        }
        return collector;
    }
}
