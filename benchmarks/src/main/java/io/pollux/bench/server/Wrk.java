package io.pollux.bench.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** wrk(1): keep-alive connections that ask without a pause, in a process of its own. */
final class Wrk {
    /** One line, in units that no reader has to guess: requests, microseconds it took, latencies in microseconds, failures. */
    private static final String SCRIPT = """
            done = function(summary, latency, requests)
              local errors = summary.errors
              io.write(string.format("result %d %d %d %d %d\\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
                errors.connect + errors.read + errors.write + errors.status + errors.timeout))
            end
            """;

    private Wrk() {
    }

    /**
     * What the load saw.
     *
     * @param p50    us, as p99
     * @param failed connections and requests that came to nothing, which a server that closes connections makes
     */
    record Seen(long requests, double seconds, double p50, double p99, long failed) {
    }

    /** Loads a server on this machine. Throws IOException where wrk gives no result. */
    static Seen load(int port, int connections, int seconds) throws IOException {
        Path script = Files.createTempFile("pollux-bench-", ".lua");
        try {
            Files.writeString(script, SCRIPT);
            Process wrk = new ProcessBuilder(List.of("wrk", "-t1", "-c" + connections, "-d" + seconds + "s", "-s", script.toString(),
                    "http://127.0.0.1:" + port + "/")).redirectErrorStream(true).start();
            return parse(new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } finally {
            Files.delete(script);
        }
    }

    private static Seen parse(String said) throws IOException {
        String[] result = said.lines().filter(line -> line.startsWith("result ")).findFirst().orElseThrow(() -> new IOException("wrk: " + said)).split(" ");
        return new Seen(Long.parseLong(result[1]), Long.parseLong(result[2]) / 1e6, Double.parseDouble(result[3]), Double.parseDouble(result[4]),
                Long.parseLong(result[5]));
    }
}
