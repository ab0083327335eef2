package io.pollux.bench.server;

import io.pollux.bench.Machine;
import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a server's variants did under so many connections, over all sets of JVMs. */
final class ServerLoad {
    private final int connections;
    private final List<Map<Variant, Turn>> rounds = new ArrayList<>();
    private Map<Variant, Double> residentMiB = Map.of();
    private String loadBefore;

    ServerLoad(int connections) {
        this.connections = connections;
    }

    /** So many rounds more, of so many seconds a turn. */
    void add(ServerTurns turns, int count, int seconds) throws IOException, InterruptedException {
        loadBefore = loadBefore == null ? Machine.load() : loadBefore;
        rounds.addAll(turns.measure(connections, count, seconds));
        residentMiB = turns.residentMiB();
    }

    /** A title and a table of Markdown. */
    String text(Sample sample, List<Variant> variants) {
        return "**" + sample.title() + ", " + connections + (connections == 1 ? " connection" : " connections") + "** (load average before: " + loadBefore + ")\n\n"
                + TurnTable.of(rounds, variants, residentMiB);
    }

    /** Every turn. */
    Map<String, Object> json(Sample sample) {
        return Map.of("server", sample.toString(), "connections", connections, "load_average_before", loadBefore, "rounds",
                rounds.stream().map(ServerLoad::byName).toList());
    }

    private static Map<String, Turn> byName(Map<Variant, Turn> round) {
        Map<String, Turn> named = new LinkedHashMap<>();
        round.forEach((variant, turn) -> named.put(variant.name(), turn));
        return named;
    }
}
