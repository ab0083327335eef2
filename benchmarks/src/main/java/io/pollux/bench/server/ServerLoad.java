package io.pollux.bench.server;

import io.pollux.bench.Machine;
import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server's variants did under so many connections, over all sets of JVMs. */
final class ServerLoad {
    private final Sample sample;
    private final List<Variant> variants;
    private final int connections;
    private final List<Map<Variant, Turn>> rounds = new ArrayList<>();
    private Map<Variant, Double> residentMiB = Map.of();
    private String loadBefore;
    private String turns;
    private int sets;

    ServerLoad(Sample sample, List<Variant> variants, int connections) {
        this.sample = sample;
        this.variants = variants;
        this.connections = connections;
    }

    /** One more set of JVMs, for so many rounds of so many seconds a turn. */
    void add(Turns turns, int count, int seconds) throws IOException, InterruptedException {
        this.turns = String.format(Locale.ROOT, "%d %s of %d s", count, count == 1 ? "round" : "rounds", seconds);
        sets++;
        loadBefore = loadBefore == null ? Machine.load() : loadBefore;
        rounds.addAll(turns.measure(connections, count, seconds));
        residentMiB = turns.residentMiB();
    }

    /** A title and a table of Markdown. */
    String text() {
        return String.format(Locale.ROOT, "**%s, %d %s** (%d %s of JVMs, each for %s; load average before: %s)%n%n%s", sample.title(), connections,
                connections == 1 ? "connection" : "connections", sets, sets == 1 ? "set" : "sets", turns, loadBefore, TurnTable.of(rounds, variants, residentMiB));
    }

    /** The same and every turn, as {@link Measurements} keeps it. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("server", sample.toString());
        json.put("connections", connections);
        json.put("variants", variants.stream().map(Variant::name).toList());
        json.put("text", text());
        json.put("rounds", rounds.stream().map(ServerLoad::byName).toList());
        return json;
    }

    private static Map<String, Turn> byName(Map<Variant, Turn> round) {
        Map<String, Turn> named = new LinkedHashMap<>();
        round.forEach((variant, turn) -> named.put(variant.name(), turn));
        return named;
    }
}
