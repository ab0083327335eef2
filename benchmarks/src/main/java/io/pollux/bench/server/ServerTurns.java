package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One server under all variants, each in a JVM of its own, all alive at once; in each round every one has its turn under the same load. The
 * rounds begin with another variant each, so that a drift of the machine favours none, and a ratio compares turns of one round.
 */
final class ServerTurns implements Turns {
    /** The JIT compilers of a server, under the load of the most connections. */
    private static final int WARM_UP_SECONDS = 6;

    private final List<Variant> variants;
    private final Map<Variant, ServerProcess> servers = new LinkedHashMap<>();

    private ServerTurns(List<Variant> variants) {
        this.variants = variants;
    }

    /** Starts them one after the other and warms each up. */
    static ServerTurns start(Sample sample, List<Variant> variants, Path root, int connections) throws IOException, InterruptedException {
        ServerTurns turns = new ServerTurns(variants);
        try {
            for (Variant variant : variants) {
                turns.servers.put(variant, ServerProcess.start(sample, variant, root));
                Turn.of(turns.servers.get(variant), connections, WARM_UP_SECONDS);
            }
            return turns;
        } catch (IOException | InterruptedException | RuntimeException e) {
            turns.close();
            throw e;
        }
    }

    @Override
    public List<Map<Variant, Turn>> measure(int connections, int count, int seconds) throws IOException, InterruptedException {
        List<Map<Variant, Turn>> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<Variant, Turn> round = new LinkedHashMap<>();
            for (int j = 0; j < variants.size(); j++) {
                Variant variant = variants.get((i + j) % variants.size());
                round.put(variant, Turn.of(servers.get(variant), connections, seconds));
            }
            rounds.add(round);
            System.out.printf("round %d of %d: %.0f requests/s bare%n", i + 1, count, round.get(Variant.of(Variant.BARE, variants)).perSecond());
        }
        return rounds;
    }

    @Override
    public Map<Variant, Double> residentMiB() throws IOException {
        Map<Variant, Double> resident = new LinkedHashMap<>();
        for (Map.Entry<Variant, ServerProcess> server : servers.entrySet()) {
            resident.put(server.getKey(), server.getValue().residentMiB());
        }
        return resident;
    }

    @Override
    public void close() {
        servers.values().forEach(ServerProcess::close);
    }
}
