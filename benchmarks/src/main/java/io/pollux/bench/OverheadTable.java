package io.pollux.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Pairs as a Markdown table: medians, and the range over all pairs. */
final class OverheadTable {
    private OverheadTable() {
    }

    static String of(Map<String, List<Pair>> calls) {
        StringBuilder table = new StringBuilder("""
                | call | stock | counted | added | lowest … highest | ratio | heap allocated by counting |
                | --- | ---: | ---: | ---: | ---: | ---: | ---: |
                """);
        calls.forEach((call, pairs) -> table.append(String.format(Locale.ROOT,
                "| `%s` | %.0f ns | %.0f ns | **%.0f ns** | %.0f … %.0f ns | %.3f | %.1f B |%n", call,
                median(pairs, Pair::stock), median(pairs, Pair::counted), median(pairs, Pair::added),
                sorted(pairs, Pair::added)[0], sorted(pairs, Pair::added)[pairs.size() - 1],
                median(pairs, Pair::ratio), Math.max(0, median(pairs, Pair::addedBytes)))));
        return table.toString();
    }

    static double median(List<Pair> pairs, ToDoubleFunction<Pair> of) {
        double[] values = sorted(pairs, of);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    private static double[] sorted(List<Pair> pairs, ToDoubleFunction<Pair> of) {
        return pairs.stream().mapToDouble(of).sorted().toArray();
    }
}
