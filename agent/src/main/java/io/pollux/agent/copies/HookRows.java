package io.pollux.agent.copies;

/** Where the fate of each hook is told: the hook section of the ledger, which `pollux status` and /metrics read. */
@FunctionalInterface
public interface HookRows {
    /**
     * Writes the row of one hook, a new one or the one of that name.
     *
     * @param name class and method, as users see it
     * @param state a label of HOOK_STATE in enums.def
     * @param why for stood_down: what stood in the way; otherwise ""
     */
    void put(String name, String state, String why);
}
