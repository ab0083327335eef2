package io.pollux.cli;

import io.pollux.cli.text.Printable;
import io.pollux.json.Json;
import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The proof of a detach: what the agent says it has put back, and what is seen of the process from outside.
 *
 * @param facts   the agent's JSON; empty where it is none
 * @param proof   the same as it came
 * @param outside what this process has seen
 */
record Certificate(Map<String, Object> facts, String proof, Outside.Seen outside) {
    private static final int NAME_WIDTH = 16;

    static Certificate of(String proof, Outside.Seen outside) {
        try {
            return new Certificate(Json.parseObject(proof), proof, outside);
        } catch (IllegalArgumentException e) {
            return new Certificate(Map.of(), proof, outside);
        }
    }

    /** Everything is back, by both accounts. */
    boolean complete() {
        return Boolean.TRUE.equals(facts.get("complete")) && outside.left().isEmpty();
    }

    /** For people: every check on a line, then what stays. A proof that is no JSON stands as it is. */
    List<String> lines(long pid) {
        List<String> lines = new ArrayList<>();
        lines.add("detached from " + pid + (complete() ? ": everything is back" : ": not everything could be put back"));
        if (facts.isEmpty()) {
            lines.add("  " + Printable.of(proof));
        }
        for (Object check : list("checks")) {
            Map<?, ?> one = (Map<?, ?>) check;
            add(lines, String.valueOf(one.get("name")), Boolean.TRUE.equals(one.get("ok")), String.valueOf(one.get("saw")));
        }
        add(lines, "from outside", outside.left().isEmpty(), outside.words());
        String name = "stays";
        for (Object stays : list("stays")) {
            lines.add("  " + pad(name) + "   " + Printable.of(String.valueOf(stays)));
            name = "";
        }
        return lines;
    }

    private static void add(List<String> lines, String name, boolean ok, String saw) {
        lines.add((ok ? "  " : "! ") + pad(name) + (ok ? "ok " : "NO ") + Printable.of(saw));
    }

    private static String pad(String name) {
        return name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
    }

    private List<?> list(String name) {
        return facts.get(name) instanceof List<?> list ? list : List.of();
    }

    /** The agent's object, with the verdict of both in {@code complete}, and {@code outside} added. */
    void write(Appendable out) throws IOException {
        JsonWriter json = new JsonWriter(out).beginObject();
        json.name("complete").value(complete());
        for (Map.Entry<String, Object> fact : facts.entrySet()) {
            if (!fact.getKey().equals("complete")) {
                json.name(fact.getKey()).any(fact.getValue());
            }
        }
        outside.write(json.name("outside"));
        json.endObject();
    }
}
