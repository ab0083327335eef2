package io.pollux.bench.server;

import java.io.IOException;

/**
 * What one server did under one load.
 *
 * @param p50       us, as p99
 * @param cpu       us of the server, a request
 * @param allocated heap bytes, a request
 * @param failed    requests without an answer
 */
record Turn(double perSecond, double p50, double p99, double cpu, double allocated, long failed) {

    /** Loads it for so many seconds. */
    static Turn of(ServerProcess server, int connections, int seconds) throws IOException, InterruptedException {
        Beside beside = server.beside();
        try {
            double cpu = server.cpuSeconds();
            long allocated = server.allocatedBytes();
            Wrk.Seen seen = Wrk.load(server.port(), connections, seconds);
            return new Turn(seen.requests() / seen.seconds(), seen.p50(), seen.p99(), (server.cpuSeconds() - cpu) * 1e6 / seen.requests(),
                    (double) (server.allocatedBytes() - allocated) / seen.requests(), seen.failed());
        } finally {
            beside.close();
        }
    }
}
