package io.pollux.cli.semantics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What holds in every state (observe.h): level or edge, poll's and epoll's bits, errors; cut down to the engines that are wanted. */
public final class Rules {
    private static final String SILENT = ".";

    private final Map<String, Object> json;
    private final List<String> engines;

    public Rules(Map<String, Object> observed, List<String> engines) {
        this.engines = engines;
        json = new LinkedHashMap<>(observed);
        json.put("triggers", rows("triggers").stream().filter(row -> engines.contains(text(row, "mechanism"))).toList());
    }

    /** For JSON. */
    public Map<String, Object> json() {
        return json;
    }

    List<Sheet> sheets(boolean diff) {
        return List.of(triggers(diff), bits(diff), errors(diff));
    }

    /** A line for each engine of Pollux that is not level-triggered, or that refuses otherwise than the kernel does. */
    public List<String> disagreements() {
        List<String> lines = new ArrayList<>();
        for (Map<?, ?> row : rows("triggers")) {
            if (!List.of("level", "refused").contains(text(row, "engine"))) {
                lines.add("engine " + text(row, "mechanism") + " is " + text(row, "engine") + "-triggered");
            }
        }
        for (Map<?, ?> row : rows("errors")) {
            for (Object one : (List<?>) row.get("disagree")) {
                Map<?, ?> disagreeing = (Map<?, ?>) one;
                if (engines.contains(text(disagreeing, "engine"))) {
                    lines.add(text(row, "call") + ", " + text(row, "case") + ": engine " + text(disagreeing, "engine") + " says "
                            + text(disagreeing, "says") + ", the kernel " + text(row, "here"));
                }
            }
        }
        return lines;
    }

    private Sheet triggers(boolean diff) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<?, ?> row : rows("triggers")) {
            boolean differs = row.get("books") != null && !row.get("books").equals(row.get("here"));
            if (!diff || differs) {
                rows.add(List.of(text(row, "mechanism"), said(row.get("books")), said(row.get("first")), said(row.get("again")), said(row.get("more")),
                        said(row.get("left")), said(row.get("here")), said(row.get("engine"))));
            }
        }
        return new Sheet("Level or edge: a byte comes, another comes, one is read; is there a report?",
                List.of("mechanism", "books:", "it came", "no change", "another came", "one was read", "here", "Pollux's engine"), rows, new ArrayList<>());
    }

    private Sheet bits(boolean diff) {
        List<List<String>> rows = new ArrayList<>();
        for (Map<?, ?> row : rows("bits")) {
            Map<?, ?> books = (Map<?, ?>) row.get("books");
            Map<?, ?> here = (Map<?, ?>) row.get("here");
            if (!diff || !books.equals(here)) {
                rows.add(List.of(text(row, "bit"), said(books.get("asked")), said(here.get("asked")), said(books.get("returned")),
                        said(here.get("returned")), books.equals(here) ? "" : "[1]"));
            }
        }
        List<String> below = rows.stream().anyMatch(row -> row.get(5).equals("[1]"))
                ? new ArrayList<>(List.of("[1] unused on Linux, as the books say as well")) : new ArrayList<>();
        return new Sheet("Bits: does it matter whether one asks for it, and is it ever returned?",
                List.of("bit", "asked:", "here", "returned:", "here", ""), rows, below);
    }

    private Sheet errors(boolean diff) {
        List<List<String>> rows = new ArrayList<>();
        List<String> below = new ArrayList<>();
        for (Map<?, ?> row : rows("errors")) {
            boolean differs = !text(row, "expected").equals(text(row, "here"));
            if (differs) {
                below.add("[" + (below.size() + 1) + "] " + said(row.get("why")));
            }
            if (!diff || differs) {
                rows.add(List.of(text(row, "call"), text(row, "case"), text(row, "expected"), text(row, "here"), differs ? "[" + below.size() + "]" : ""));
            }
        }
        return new Sheet("Errors", List.of("call", "case", "books:", "here", ""), rows, below);
    }

    private List<Map<?, ?>> rows(String name) {
        List<Map<?, ?>> rows = new ArrayList<>();
        for (Object row : (List<?>) json.get(name)) {
            rows.add((Map<?, ?>) row);
        }
        return rows;
    }

    private static String said(Object value) {
        return value == null ? SILENT : value instanceof Boolean yes ? yes ? "yes" : "-" : value.toString();
    }

    private static String text(Map<?, ?> row, String key) {
        return String.valueOf(row.get(key));
    }
}
