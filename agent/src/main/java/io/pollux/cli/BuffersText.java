package io.pollux.cli;

import io.pollux.cli.text.Bar;
import io.pollux.cli.text.Table;
import io.pollux.cli.text.Units;
import io.pollux.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The threads' caches of temporary direct buffers, for people. */
final class BuffersText {
    /** Name of the fact that the agent leaves. */
    static final String FACT = "temporary_buffers";
    private static final int BAR = 20;
    private static final String SETTING = "jdk.nio.maxCachedBufferSize";

    private BuffersText() {
    }

    /** The last look in a line, by the facts of a ledger; nothing where nobody has looked. */
    static Optional<String> line(Map<String, String> facts) {
        Map<String, Object> held = Json.parseObject(facts.getOrDefault(FACT, "{}"));
        return held.containsKey("threads") ? Optional.of(sums(held)) : Optional.empty();
    }

    private static String sums(Map<String, Object> held) {
        long threads = number(held, "threads");
        return count(threads, "thread") + (threads == 1 ? " holds " : " hold ") + count(number(held, "buffers"), "temporary direct buffer")
                + ", " + Units.of("bytes", number(held, "bytes")) + " together";
    }

    static List<String> lines(Map<String, Object> held) {
        List<String> lines = new ArrayList<>();
        long threads = number(held, "threads");
        lines.add(sums(held));
        if (number(held, "largest_bytes") > 0) {
            lines.add("largest asked for: " + number(held, "largest_bytes") + " bytes; -D" + SETTING + "=" + number(held, "largest_bytes") + " would hold it");
        }
        lines.add(held.get("limit_bytes") == null ? SETTING + " is not set: each buffer asked for is kept until its thread ends"
                : SETTING + " is " + held.get("limit_bytes") + ": larger buffers are allocated and freed at each use");
        if (threads > 0) {
            lines.add("");
            lines.addAll(table(held));
        }
        return lines;
    }

    private static List<String> table(Map<String, Object> held) {
        Table table = new Table().left("thread", 40).right("buffers").right("bytes").right("largest").left("share");
        long all = number(held, "bytes");
        long rest = number(held, "threads");
        for (Object one : (List<?>) held.get("holding")) {
            Map<?, ?> cache = (Map<?, ?>) one;
            long bytes = number(cache, "bytes");
            table.row(String.valueOf(cache.get("thread")), Long.toString(number(cache, "buffers")), Units.of("bytes", bytes),
                    Units.of("bytes", number(cache, "largest_bytes")), Bar.of(List.of(bytes, all - bytes), "# ", BAR).stripTrailing());
            rest--;
        }
        List<String> lines = new ArrayList<>(table.lines());
        if (rest > 0) {
            lines.add("and " + count(rest, "thread") + " with less");
        }
        return lines;
    }

    private static String count(long n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static long number(Map<?, ?> of, String name) {
        return of.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
