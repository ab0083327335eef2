package io.pollux.it.victims;

/** Work that may throw. */
public interface Work {
    void run() throws Exception;
}
