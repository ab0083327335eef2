package io.pollux.it.victims;

/** One echo (or file) server over one transport, counting what it does by itself. */
public interface Server {
    /** Starts serving in threads of its own; returns where it listens: a port, a path, or "-". */
    String start(String[] args) throws Exception;

    /** A command of this transport's own. */
    default void command(String[] words) throws Exception {
        throw new IllegalArgumentException(words[0]);
    }
}
