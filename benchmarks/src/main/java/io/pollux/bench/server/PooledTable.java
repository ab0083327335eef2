package io.pollux.bench.server;

import com.fasterxml.jackson.databind.JsonNode;
import io.pollux.bench.Variant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.descriptive.DoubleStatistics;
import org.apache.commons.statistics.descriptive.Statistic;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The rounds of all servers under the same number of connections together: the geometric mean of a variant's ratio to the bare server of its round,
 * with its 95 % interval (Student's t of the logarithms). Rounds of one JVM resemble each other, so the true interval is wider.
 */
final class PooledTable {
    private static final double INSIDE = 0.975;
    private static final int FEWEST = 2;

    /** Logarithms of the ratios of one variant. */
    private static final class Ratios {
        private final DoubleStatistics perSecond = DoubleStatistics.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION);
        private final DoubleStatistics p99 = DoubleStatistics.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION);
        private final DoubleStatistics cpu = DoubleStatistics.of(Statistic.MEAN, Statistic.STANDARD_DEVIATION);

        void add(JsonNode turn, JsonNode bare) {
            add(perSecond, turn, bare, "perSecond");
            add(p99, turn, bare, "p99");
            add(cpu, turn, bare, "cpu");
        }

        /** CPU time comes in ticks of 10 ms: a turn of few requests may have none. */
        private static void add(DoubleStatistics logarithms, JsonNode turn, JsonNode bare, String quantity) {
            double ratio = turn.path(quantity).asDouble() / bare.path(quantity).asDouble();
            if (ratio > 0 && ratio < Double.POSITIVE_INFINITY) {
                logarithms.accept(Math.log(ratio));
            }
        }

        String line(String name) {
            return "| `" + name + "` | " + perSecond.getCount() + cell(perSecond) + cell(p99) + cell(cpu) + " |\n";
        }

        private static String cell(DoubleStatistics logarithms) {
            double mean = logarithms.getAsDouble(Statistic.MEAN);
            double away = TDistribution.of(logarithms.getCount() - 1.0).inverseCumulativeProbability(INSIDE) * logarithms.getAsDouble(Statistic.STANDARD_DEVIATION)
                    / Math.sqrt(logarithms.getCount());
            return String.format(Locale.ROOT, " | **%.3f** (%.3f … %.3f)", Math.exp(mean), Math.exp(mean - away), Math.exp(mean + away));
        }
    }

    private PooledTable() {
    }

    /** A table for each number of connections, of the measurements of a file of {@link Measurements}. */
    static String of(JsonNode measured) {
        Map<Integer, Map<String, Ratios>> all = new TreeMap<>();
        for (JsonNode one : measured) {
            Map<String, Ratios> load = all.computeIfAbsent(one.path("connections").asInt(), connections -> new LinkedHashMap<>());
            for (JsonNode round : one.path("rounds")) {
                round.properties().forEach(turn -> load.computeIfAbsent(turn.getKey(), name -> new Ratios()).add(turn.getValue(), round.path(Variant.BARE)));
            }
        }
        StringBuilder text = new StringBuilder();
        all.forEach((connections, load) -> text.append(table(connections, load)));
        return text.toString();
    }

    private static String table(int connections, Map<String, Ratios> load) {
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, "%nAll with %d %s together (geometric mean, 95 %% interval):%n%n", connections,
                connections == 1 ? "connection" : "connections"));
        table.append("| | pairs | requests/s | p99 | CPU a request |\n| --- | ---: | ---: | ---: | ---: |\n");
        load.forEach((name, ratios) -> {
            if (!name.equals(Variant.BARE) && ratios.perSecond.getCount() >= FEWEST) {
                table.append(ratios.line(name));
            }
        });
        return table.toString();
    }
}
