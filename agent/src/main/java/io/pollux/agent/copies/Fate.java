package io.pollux.agent.copies;

/**
 * What became of a hook in one JDK.
 *
 * @param state installed, absent (the JDK has no such method), stood_down (it has, in a shape we don't know), or removed: a label of
 *     enums.def's HOOK_STATE
 * @param why for stood_down: what stood in the way; otherwise ""
 */
record Fate(String state, String why) {
    static final Fate INSTALLED = new Fate("installed", "");
    static final Fate ABSENT = new Fate("absent", "");
    static final Fate REMOVED = new Fate("removed", "");

    static Fate stoodDown(String why) {
        return new Fate("stood_down", why);
    }

    boolean installed() {
        return this == INSTALLED;
    }
}
