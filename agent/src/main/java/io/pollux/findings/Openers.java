package io.pollux.findings;

import java.util.List;

/** Who opened the descriptors of a process, as far as somebody kept it ({@code stacks=on}). */
public interface Openers {
    /** Nobody kept it. */
    Openers NONE = new Openers() {
        @Override
        public String state() {
            return OFF;
        }

        @Override
        public List<String> of(int fd, long conn) {
            return List.of();
        }
    };

    String ON = "on";
    String OFF = "off";

    /** "on", "off", or why it is not known. */
    String state();

    /** Whether it was kept, and can be asked for. */
    default boolean areKnown() {
        return state().equals(ON);
    }

    /** The frames that opened that generation of a descriptor, the innermost first; empty: not known. */
    List<String> of(int fd, long conn);
}
