package io.pollux.page;

import io.pollux.http.Query;
import io.pollux.json.JsonWriter;
import io.pollux.ledger.LedgerException;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The last ten minutes of the ledger's totals, so that the page's charts have a past when it is opened. A ring of some 150 kB,
 * filled by one daemon thread every other second, or more seldom: it never takes more than a 200th of one core, however many
 * descriptors there are.
 */
public final class History implements Runnable {
    private static final int SAMPLES = 300;
    private static final long INTERVAL_NS = 2_000_000_000L;
    private static final long IDLE_SHARE = 200;

    private final LedgerReader reader;
    private final Sampler sampler;
    private final long[][] samples = new long[SAMPLES][];
    private final long[] timesMs = new long[SAMPLES];
    private final String[] engines = new String[SAMPLES];
    private int count;

    public History(LedgerReader reader) {
        this.reader = reader;
        this.sampler = new Sampler(reader);
    }

    /** Samples until it is interrupted, or the ledger can't be read any more. */
    @Override
    public void run() {
        try {
            long tookBefore = 0; // of two, the shorter counts: the first one loads classes, any may be kept waiting by a busy machine
            while (!Thread.currentThread().isInterrupted()) {
                long began = System.nanoTime();
                take();
                long took = System.nanoTime() - began;
                LockSupport.parkNanos(Math.max(INTERVAL_NS, IDLE_SHARE * Math.min(took, tookBefore)));
                tookBefore = took;
            }
        } catch (LedgerException e) {
            // The charts stop where they are; what is live is read by others.
        }
    }

    /** Adds one sample. By one thread. */
    void take() {
        long[] last = count == 0 ? null : samples[(count - 1) % SAMPLES];
        long[] sample = sampler.sample(last);
        add(sample, System.currentTimeMillis(), reader.meta().getOrDefault("engine", "-"));
    }

    private synchronized void add(long[] sample, long timeMs, String engine) {
        samples[count % SAMPLES] = sample;
        timesMs[count % SAMPLES] = timeMs;
        engines[count % SAMPLES] = engine;
        count++;
    }

    /**
     * {@code /api/history[?since=MS]}: {@code {"interval_ms":…,"times_ms":[…],"engines":[…],"series":[{"name":…,"of":…,"kind":…,"unit":…,
     * "help":…,"part":…,"values":[…]}]}}, the samples after that moment, oldest first; sums as they stood, null for a percentile of nothing.
     */
    public synchronized void write(Query query, Appendable out) throws IOException {
        query.only("since");
        int first = firstAfter(query.number("since", Long.MAX_VALUE, 0));
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("interval_ms").value(INTERVAL_NS / 1_000_000);
        json.name("times_ms").beginArray();
        for (int i = first; i < count; i++) {
            json.value(timesMs[i % SAMPLES]);
        }
        json.endArray().name("engines").beginArray();
        for (int i = first; i < count; i++) {
            json.value(engines[i % SAMPLES]);
        }
        json.endArray().name("series").beginArray();
        List<Track> tracks = sampler.tracks();
        for (int t = 0; t < tracks.size(); t++) {
            write(json, tracks.get(t), t, first);
        }
        json.endArray().endObject();
    }

    private int firstAfter(long sinceMs) {
        int first = Math.max(0, count - SAMPLES);
        while (first < count && timesMs[first % SAMPLES] <= sinceMs) {
            first++;
        }
        return first;
    }

    private void write(JsonWriter json, Track track, int t, int first) throws IOException {
        json.beginObject();
        json.name("name").value(track.name());
        json.name("of").value(track.of());
        json.name("kind").value(track.kind());
        json.name("unit").value(track.unit());
        json.name("help").value(track.help());
        json.name("part").value(track.part());
        json.name("values").beginArray();
        for (int i = first; i < count; i++) {
            long value = samples[i % SAMPLES][t];
            if (value < 0) {
                json.raw("null");
            } else {
                json.value(value);
            }
        }
        json.endArray().endObject();
    }
}
