package io.pollux.agent;

import io.pollux.metrics.Peers;
import java.util.List;

/** The HTTP options: where the agent listens, who may ask, and what its metrics name. Off until it is started. */
final class Listener {
    private static final List<Option> OF_THE_SERVER = List.of(Option.HOST, Option.PORT, Option.AUTH, Option.KEYSTORE, Option.PASSFILE);

    private final Runnable lookAtBuffers;
    /** Null: not started yet. */
    private volatile HttpFace http;

    /** {@code lookAtBuffers} is run before a page that shows them. */
    Listener(Runnable lookAtBuffers) {
        this.lookAtBuffers = lookAtBuffers;
    }

    void start(Options options) {
        http = HttpFace.start(options.value(Option.HOST), options.value(Option.PORT), options, lookAtBuffers);
        Facts.put("port", http.port() < 0 ? Option.OFF : Integer.toString(http.port()));
        Facts.put("url", http.url());
        configure(options);
    }

    /** Goes from the options that were in force to others: to another address, if need be. */
    void change(Options before, Options options) {
        if (OF_THE_SERVER.stream().anyMatch(option -> options.differs(before, option))) {
            stop();
            start(options);
        } else if (options.differs(before, Option.PEERS) || options.differs(before, Option.TOP)) {
            configure(options);
        }
    }

    private void configure(Options options) {
        http.configure(Peers.parse(options.value(Option.PEERS), options::warn), Integer.parseInt(options.value(Option.TOP)));
    }

    /** What the user should know of it; null: nothing. */
    String warning() {
        return http == null ? null : http.warning();
    }

    /** Nobody is let in any more; any thread. */
    void closeDoor() {
        HttpFace open = http;
        if (open != null) {
            open.closeDoor();
        }
    }

    /** Returns the names of threads that did not end. */
    List<String> stop() {
        return http == null ? List.of() : http.stop();
    }
}
