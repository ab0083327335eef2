package io.pollux.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives each engine its turns under the running load: once in order, once in reverse, so that a server that warms up
 * and a machine that has other work favour none of them.
 */
final class EngineTurns {
    private final PolluxCommand pollux;
    private final String pid;
    private final Load load;
    private final URI metrics;
    private final Progress progress;
    private final HttpClient http = HttpClient.newHttpClient();

    EngineTurns(PolluxCommand pollux, String pid, Load load, URI metrics, Progress progress) {
        this.pollux = pollux;
        this.pid = pid;
        this.load = load;
        this.metrics = metrics;
        this.progress = progress;
    }

    /** Every engine that the agent counts for. */
    List<String> known() throws IOException, InterruptedException {
        return Metrics.scrape(http, metrics).labelValues("pollux_waits_total", "engine");
    }

    /**
     * Runs all turns.
     *
     * @param each the time of each engine, both turns together
     * @return a round an engine, in the order given
     * @throws IOException if a switch fails, or an engine served no wait in its turns
     */
    List<Round> thereAndBack(List<String> engines, Duration each) throws IOException, InterruptedException {
        Map<String, Round> rounds = new LinkedHashMap<>();
        for (int i = 0; i < 2 * engines.size(); i++) {
            String engine = engines.get(i < engines.size() ? i : 2 * engines.size() - 1 - i);
            // One that this kernel refuses is left out; pollux itself has said so, and why.
            if (pollux.accepts("engine", pid, engine)) {
                rounds.merge(engine, turn(engine, each.dividedBy(2)), Round::plus);
            }
        }
        for (Round round : rounds.values()) {
            if (round.waits() == 0) {
                throw new IOException("engine " + round.engine() + " served no wait in its turns");
            }
        }
        return new ArrayList<>(rounds.values());
    }

    private Round turn(String engine, Duration time) throws IOException, InterruptedException {
        Metrics before = Metrics.scrape(http, metrics);
        long start = System.nanoTime();
        long requests = load.answeredIn(time);
        double seconds = (System.nanoTime() - start) / 1e9;
        Round round = new Round(engine, seconds, requests, Metrics.scrape(http, metrics).since(before));
        progress.say("bin/pollux engine %s %-10s %,7.0f requests/s, %,8.0f waits, %,9.0f system calls", pid, engine,
                round.requestsPerSecond(), round.waits(), round.syscalls());
        return round;
    }
}
