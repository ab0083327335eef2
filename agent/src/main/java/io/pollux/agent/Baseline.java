package io.pollux.agent;

/**
 * The process as the attach found it, for the detach to compare with. Taken once the library is bound and before anything is rebound.
 *
 * @param masks   signal masks of the threads
 * @param account what raised signals then
 */
record Baseline(SignalMasks masks, Account account) {
    static Baseline take() {
        return new Baseline(SignalMasks.now(), Account.now());
    }
}
