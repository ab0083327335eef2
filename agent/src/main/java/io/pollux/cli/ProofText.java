package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The proof of a detach for people: every fact of the agent's JSON on a line, whatever facts there are. */
final class ProofText {
    private static final int NAME_WIDTH = 18;

    private ProofText() {}

    /** The lines; a proof that is no JSON stands as it is. */
    static List<String> lines(long pid, String proof) {
        List<String> lines = new ArrayList<>();
        try {
            Map<String, Object> facts = Json.parseObject(proof);
            boolean complete = Boolean.TRUE.equals(facts.remove("complete"));
            lines.add("detached from " + pid + (complete ? ": everything is back" : ": not everything could be put back"));
            addAll(lines, facts);
        } catch (IllegalArgumentException e) {
            lines.add(Printable.of(proof));
        }
        return lines;
    }

    private static void addAll(List<String> lines, Map<?, ?> facts) {
        facts.forEach((name, value) -> {
            if (value instanceof Map<?, ?> inner) {
                addAll(lines, inner);
            } else {
                add(lines, String.valueOf(name), value);
            }
        });
    }

    private static void add(List<String> lines, String name, Object value) {
        String words = name.replace('_', ' ');
        List<?> values = value instanceof List<?> list ? list.isEmpty() ? List.of("none") : list : List.of(String.valueOf(value));
        for (Object one : values) {
            String line = "  " + words + " ".repeat(Math.max(1, NAME_WIDTH - words.length())) + Printable.of(String.valueOf(one));
            if (!lines.contains(line)) { // the library and the agent both count some things
                lines.add(line);
            }
            words = "";
        }
    }
}
