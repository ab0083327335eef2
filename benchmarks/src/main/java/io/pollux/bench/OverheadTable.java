package io.pollux.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pairs as a Markdown table: medians, and the range over all pairs. Of the heap it is the lowest: what a call allocates
 * shows in every pair, what other threads of a JVM allocate meanwhile does not.
 */
final class OverheadTable {
    private OverheadTable() {
    }

    static String of(Map<String, List<Pair>> calls) {
        StringBuilder table = new StringBuilder("""
                | call | stock | counted | added | lowest … highest | ratio | heap allocated by counting |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        calls.forEach((call, pairs) -> table.append(row(call, pairs)));
        return table.toString();
    }

    private static String row(String call, List<Pair> pairs) {
        Spread added = Spread.of(pairs, Pair::added);
        return String.format(Locale.ROOT, "| `%s` | %.0f ns | %.0f ns | **%.0f ns** | %.0f … %.0f ns | %.3f | %.1f B |%n",
                call, Spread.of(pairs, Pair::stock).median(), Spread.of(pairs, Pair::counted).median(), added.median(),
                added.lowest(), added.highest(), Spread.of(pairs, Pair::ratio).median(),
                Math.max(0, Spread.of(pairs, Pair::addedBytes).lowest()));
    }
}
