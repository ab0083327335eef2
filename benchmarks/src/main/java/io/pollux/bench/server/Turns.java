package io.pollux.bench.server;

import io.pollux.bench.Variant;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A set of JVMs, or one, in which each variant has its turn in each round. */
interface Turns extends AutoCloseable {
    /** Starts and warms them up, under so many connections. */
    @FunctionalInterface
    interface Start {
        Turns under(int connections) throws IOException, InterruptedException;
    }

    /** So many rounds of so many seconds a turn; the list has one map a round. */
    List<Map<Variant, Turn>> measure(int connections, int count, int seconds) throws IOException, InterruptedException;

    /** Resident MiB of each, at its last turn or now. */
    Map<Variant, Double> residentMiB() throws IOException;

    /** Ends the JVMs. */
    @Override
    void close();
}
