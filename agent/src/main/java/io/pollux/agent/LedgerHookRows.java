package io.pollux.agent;

import io.pollux.agent.copies.HookRows;

/** The hook section of the ledger. A class of its own, where a method reference would cost the start of the JVM an invokedynamic. */
final class LedgerHookRows implements HookRows {
    @Override
    public void put(String name, String state, String why) {
        NativeProbe.pollux_hook_put(name, state, why);
    }
}
