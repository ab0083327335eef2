package io.pollux.it.page;

import io.pollux.it.harness.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** More connections to one server than a page could have rows; closing it closes them. */
final class PageCrowd implements AutoCloseable {
    private static final int MANY = 10_000;
    /** Descriptors that the two JVMs need besides. */
    private static final int RESERVE = 1_000;

    private final List<Peer> peers = new ArrayList<>();

    /** As many as there are to be, and this machine allows. */
    static int size() throws IOException {
        return Math.min(MANY, limit() - RESERVE);
    }

    /**
     * All are accepted when this returns. Now and then an answer is awaited: a listener's queue (50) that overflows costs a second's wait for the
     * next SYN.
     */
    void connect(String where) throws IOException {
        for (int i = 0; i < size(); i++) {
            peers.add(Peer.to(where));
            if (i % 31 == 0)
                peers.get(i).echo(1);
        }
        peers.get(peers.size() - 1).echo(1);
    }

    /** Descriptors that a process may have here. */
    private static int limit() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/self/limits")).stream().filter(l -> l.startsWith("Max open files")).findFirst().orElseThrow();
        String hard = line.substring("Max open files".length()).trim().split("\\s+")[1];
        return hard.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(hard);
    }

    @Override
    public void close() throws IOException {
        for (Peer peer : peers)
            peer.close();
    }
}
