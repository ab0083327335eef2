package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Subject;
import io.pollux.findings.Threshold;
import io.pollux.json.Json;
import java.util.Map;

/** The JDK keeps a temporary direct buffer of each thread as large as the largest heap buffer it ever read into or wrote from. */
public final class TemporaryBuffers extends Check {
    private static final String FACT = "temporary_buffers";

    public TemporaryBuffers() {
        super("temporary-buffers", Severity.WARNING, "temporary direct buffers of threads are large, and kept until the threads end",
                "read and write heap buffers in smaller pieces, use direct ones, or set -Djdk.nio.maxCachedBufferSize: pollux buffers PID tells to what");
    }

    @Override
    protected String blind(Interval interval) {
        String fact = interval.after().facts().getOrDefault(FACT, "");
        return fact.contains("largest_bytes") ? null : fact.isEmpty() ? "nobody has looked yet: pollux buffers PID does" : "this JDK's can't be seen";
    }

    @Override
    protected void look(Interval interval, Report report) {
        Map<String, Object> held = Json.parseObject(interval.after().facts().get(FACT));
        double largest = number(held.get("largest_bytes"));
        boolean keptAll = held.get("limit_bytes") == null || number(held.get("limit_bytes")) >= largest;
        if (largest >= interval.limit(Threshold.TEMPORARY_BYTES) && keptAll) {
            report.add(Subject.PROCESS, largest, Evidence.bytes("largest_bytes", largest),
                    Evidence.bytes("held_bytes", number(held.get("bytes"))), Evidence.count("threads", number(held.get("threads"))));
        }
    }

    private static double number(Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }
}
