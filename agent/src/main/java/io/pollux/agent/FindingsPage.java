package io.pollux.agent;

import io.pollux.findings.Diagnosis;
import io.pollux.findings.FindingsJson;
import io.pollux.findings.Interval;
import io.pollux.findings.Observation;
import io.pollux.findings.Thresholds;
import io.pollux.http.BadParameter;
import io.pollux.http.Json;
import io.pollux.http.Query;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * {@code /api/findings}: watches for a while, then answers with what is wrong. {@code for=} says how long; every threshold can be given
 * by its name. The server has few threads, so one request watches at a time: who asks the same meanwhile gets the answer before.
 */
final class FindingsPage implements Json.Body {
    private static final String FOR = "for";
    private static final String STANDARD = "2s";
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final LedgerReader reader;
    private final ReentrantLock watching = new ReentrantLock();
    private volatile Answer last = new Answer(Map.of("", ""), "");

    private record Answer(Map<String, String> parameters, String document) {
    }

    FindingsPage(LedgerReader reader) {
        this.reader = reader;
    }

    @Override
    public void write(Query query, Appendable out) throws IOException {
        List<String> known = new ArrayList<>(Thresholds.keys());
        known.add(0, FOR);
        query.only(known.toArray(String[]::new));
        Duration duration = duration(query.text(FOR, STANDARD));
        Thresholds thresholds = thresholds(query);
        Answer before = last;
        boolean free = watching.tryLock();
        if (!free && before.parameters().equals(query.parameters())) {
            out.append(before.document());
            return;
        }
        if (!free) {
            watching.lock();
        }
        try {
            last = new Answer(query.parameters(), watch(duration, thresholds));
            out.append(last.document());
        } finally {
            watching.unlock();
        }
    }

    private String watch(Duration duration, Thresholds thresholds) throws IOException {
        long pid = ProcessHandle.current().pid();
        Observation before = Observation.fromInside(reader, pid);
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the agent leaves");
        }
        StringBuilder document = new StringBuilder();
        FindingsJson.write(document, reader, Diagnosis.of(new Interval(before, Observation.fromInside(reader, pid), thresholds)),
                new KeptStacks());
        return document.toString();
    }

    private static Duration duration(String text) {
        Duration duration = Durations.parse(text);
        if (duration == null || duration.compareTo(LONGEST) > 0) {
            throw new BadParameter("'for' is '" + text + "', but must be a time of at most 10s (500ms, 2s)");
        }
        return duration;
    }

    private static Thresholds thresholds(Query query) {
        Map<String, String> values = new HashMap<>(query.parameters());
        values.remove(FOR);
        try {
            return Thresholds.with(values);
        } catch (IllegalArgumentException e) {
            throw new BadParameter(e.getMessage());
        }
    }
}
