package io.pollux.agent.copies;

import java.util.List;

/**
 * Classes that were woven, by what the JVM has of them after they were put back.
 *
 * @param same    byte for byte what they were before
 * @param changed without a call of ours, but not what they were: another agent has changed them since
 * @param woven   still calling the bridge, or not shown by the JVM
 */
public record Restored(List<String> same, List<String> changed, List<String> woven) {
    /** None was woven. */
    public static final Restored NOTHING = new Restored(List.of(), List.of(), List.of());
}
