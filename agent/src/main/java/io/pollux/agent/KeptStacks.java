package io.pollux.agent;

import io.pollux.agent.stacks.Stacks;
import io.pollux.findings.Openers;
import java.util.List;

/** The stacks kept in this JVM, for findings. */
final class KeptStacks implements Openers {
    @Override
    public String state() {
        return Stacks.known() == null ? OFF : ON;
    }

    @Override
    public List<String> of(int fd, long conn) {
        Stacks kept = Stacks.known();
        return kept == null ? List.of() : kept.of(fd, conn);
    }
}
