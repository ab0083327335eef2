package io.pollux.cli;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How well Pollux sits in a JVM, by its ledger. */
final class Health {
    private final Map<String, List<Row>> hooks = new LinkedHashMap<>();
    private final List<String> troubles = new ArrayList<>();
    private final String fallbacks;

    Health(LedgerReader reader) {
        for (Row hook : reader.hooks()) {
            hooks.computeIfAbsent(hook.text("state"), state -> new ArrayList<>()).add(hook);
        }
        for (Row hook : hooks.getOrDefault("stood_down", List.of())) {
            troubles.add("hook " + hook.text("name") + " stood down: " + hook.text("why"));
        }
        fallbacks = reader.fallbacks().stream().filter(row -> row.number("count") > 0)
                .map(row -> row.number("count") + " " + row.text("reason")).collect(Collectors.joining(", "));
        String tap = reader.meta().getOrDefault("tap", "");
        if (tap.startsWith("stood down")) {
            troubles.add("the side tap " + tap);
        }
        if (!fallbacks.isEmpty()) {
            troubles.add("sets put back on the kernel's epoll: " + fallbacks);
        }
    }

    /** How many sets went back to the kernel's epoll, by reason: "2 busy, 1 memory", or "none". */
    String fallbacks() {
        return fallbacks.isEmpty() ? "none" : fallbacks;
    }

    /** What does not work as it should, a line each; hooks that this JDK has no native for are no trouble. */
    List<String> troubles() {
        return troubles;
    }

    /** "41 installed, 3 absent on this JDK, 0 stood down". */
    String hooksLine() {
        return count("installed") + " installed, " + count("absent") + " absent on this JDK, " + count("stood_down") + " stood down"
                + (count("removed") == 0 ? "" : ", " + count("removed") + " removed");
    }

    int exitCode() {
        return troubles.isEmpty() ? ExitCode.OK : ExitCode.DEGRADED;
    }

    private int count(String state) {
        return hooks.getOrDefault(state, List.of()).size();
    }
}
