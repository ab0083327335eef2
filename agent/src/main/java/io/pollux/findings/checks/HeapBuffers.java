package io.pollux.findings.checks;

import io.pollux.findings.Check;
import io.pollux.findings.Evidence;
import io.pollux.findings.Interval;
import io.pollux.findings.Report;
import io.pollux.findings.Severity;
import io.pollux.findings.Subject;
import io.pollux.findings.Threshold;
import io.pollux.ledger.Totals;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Copies between heap and temporary direct buffers, by group so that many quiet connections count as one hot path. */
public final class HeapBuffers extends Check {
    public HeapBuffers() {
        super("heap-buffers", Severity.NOTE, "a hot path reads or writes through heap buffers: every byte is copied once more",
                "use direct buffers there (ByteBuffer.allocateDirect, pooled) and keep the bytes in them");
    }

    private static final List<String> BYTES = List.of("heap_read_bytes", "heap_write_bytes");
    private static final List<String> TIMES = List.of("heap_read_ns", "heap_write_ns");

    @Override
    protected String blind(Interval interval) {
        return interval.after().facts().getOrDefault("options", "").contains("\"copies\":{\"value\":\"on\"") ? null : "copies=on was not given";
    }

    @Override
    protected void look(Interval interval, Report report) {
        Map<Integer, Totals> before = new HashMap<>();
        interval.before().groups().forEach(group -> before.put(group.key().index(), group));
        for (Totals group : interval.after().groups()) {
            Totals then = before.get(group.key().index());
            double bytes = grown(group, then, BYTES) / interval.seconds();
            if (bytes >= interval.limit(Threshold.HEAP_BYTES_RATE)) {
                report.add(Subject.group(group.key().text("role"), group.key().text("proto"), port(group), group.key().text("peer")), bytes,
                        Evidence.bytesRate("heap_copied_bytes", bytes), Evidence.share("cpu_for_copies", grown(group, then, TIMES) / interval.seconds() / 1e9));
            }
        }
    }

    private static String port(Totals group) {
        long port = group.key().number("local_port");
        return port == 0 ? "" : Long.toString(port);
    }

    private static double grown(Totals now, Totals then, List<String> columns) {
        return columns.stream().mapToLong(column -> Math.max(0, now.total(column) - (then == null ? 0 : then.total(column)))).sum();
    }
}
