package io.pollux.bench.server;

import io.pollux.bench.Variant;
import io.pollux.bench.sample.Sample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One server in one JVM, to which Pollux comes, changes engines, and goes, in turns under the same load: what its compilers have made of the
 * server is the same in all of them. Each round ends bare, as it began.
 */
final class LiveTurns implements Turns {
    private static final int WARM_UP_SECONDS = 10;
    /** After each change, under load: the JVM throws away what it compiled for the natives that were bound. */
    private static final int SETTLE_SECONDS = 2;
    private static final Variant BARE = variant(Variant.BARE, "bare");
    private static final Variant BARE_AGAIN = variant("bare-again", "bare, when Pollux has left");

    private final ServerProcess server;
    private final List<Variant> engines;
    private final List<String> options;
    private final Path pollux;
    private final Map<Variant, Double> residentMiB = new LinkedHashMap<>();

    private LiveTurns(ServerProcess server, List<Variant> engines, List<String> options, Path root) {
        this.server = server;
        this.engines = engines;
        this.options = options;
        this.pollux = root.resolve("bin/pollux");
    }

    /** Bare, an engine each, and bare again. */
    static List<Variant> variants(List<String> engines) {
        List<Variant> variants = new ArrayList<>(List.of(BARE));
        engines.forEach(engine -> variants.add(variant(engine, "engine `" + engine + "`")));
        variants.add(BARE_AGAIN);
        return variants;
    }

    private static Variant variant(String name, String title) {
        return new Variant(name, title, List.of(), List.of(), List.of());
    }

    /**
     * Starts the server and warms it up.
     *
     * @param variants of {@link #variants}
     * @param options  of each attach, key=value
     * @param root     of the sources, built
     */
    static LiveTurns start(Sample sample, List<Variant> variants, List<String> options, Path root, int connections) throws IOException, InterruptedException {
        LiveTurns turns = new LiveTurns(ServerProcess.start(sample, BARE, root), variants.subList(1, variants.size() - 1), options, root);
        Turn.of(turns.server, connections, WARM_UP_SECONDS);
        return turns;
    }

    @Override
    public List<Map<Variant, Turn>> measure(int connections, int count, int seconds) throws IOException, InterruptedException {
        List<Map<Variant, Turn>> rounds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rounds.add(round(connections, seconds));
            System.out.printf("round %d of %d: %.0f requests/s bare%n", i + 1, count, rounds.get(i).get(BARE).perSecond());
        }
        return rounds;
    }

    private Map<Variant, Turn> round(int connections, int seconds) throws IOException, InterruptedException {
        Map<Variant, Turn> round = new LinkedHashMap<>();
        round.put(BARE, turn(BARE, connections, seconds));
        pollux("attach", options);
        for (Variant engine : engines) {
            pollux("engine", List.of(engine.name()));
            round.put(engine, turn(engine, connections, seconds));
        }
        pollux("detach", List.of());
        round.put(BARE_AGAIN, turn(BARE_AGAIN, connections, seconds));
        return round;
    }

    private Turn turn(Variant variant, int connections, int seconds) throws IOException, InterruptedException {
        Turn.of(server, connections, SETTLE_SECONDS);
        Turn turn = Turn.of(server, connections, seconds);
        residentMiB.put(variant, server.residentMiB());
        return turn;
    }

    private void pollux(String word, List<String> more) throws IOException {
        List<String> command = new ArrayList<>(List.of(pollux.toString(), word, Long.toString(server.pid())));
        command.addAll(more);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    @Override
    public Map<Variant, Double> residentMiB() {
        return residentMiB;
    }

    @Override
    public void close() {
        server.close();
    }
}
