package io.pollux.cli.semantics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One state as it was made and asked (observe.h), cut down to the engines that are wanted. */
public final class Seen {
    /** Mechanisms that the books have a word on. */
    private static final List<String> BOOKS = List.of("select", "poll");
    private static final String SIGNALS = "sigio";
    private static final String NOTHING = "-";

    private final Map<String, Object> json = new LinkedHashMap<>();
    private final List<String> engines;

    public Seen(Map<String, Object> observed, List<String> all, List<String> engines) {
        this.engines = engines;
        observed.forEach((key, value) -> {
            if (key.equals("raw") || key.equals("change")) {
                json.put(key, only(value));
            } else if (key.equals("disagree")) {
                json.put(key, ((List<?>) value).stream().filter(d -> engines.contains(((Map<?, ?>) d).get("engine"))).toList());
            } else if (!all.contains(key) || engines.contains(key)) {
                json.put(key, value);
            }
        });
    }

    private Map<String, Object> only(Object byEngine) {
        Map<String, Object> kept = new LinkedHashMap<>();
        Map<?, ?> map = (Map<?, ?>) byEngine;
        for (String engine : engines) {
            if (map.containsKey(engine)) {
                kept.put(engine, map.get(engine));
            }
        }
        return kept;
    }

    /** For JSON: every field that is wanted. */
    public Map<String, Object> json() {
        return json;
    }

    public String name() {
        return text(json, "state");
    }

    public String title() {
        return text(json, "title");
    }

    /** Why the state could not be made; null: it was. */
    public String failed() {
        return text(json, "failed");
    }

    /** One line on what books and kernel disagree about, or null. */
    public String why() {
        return text(json, "why");
    }

    /** By the books: select's letters, poll's bits, sigio's "signal" or "-"; null where they are silent. */
    public String books(String mechanism) {
        return text(json.get("books"), mechanism);
    }

    /** What the call says now; null when it was not asked. */
    public String raw(String mechanism) {
        return text(json.get("raw"), mechanism);
    }

    /** What the change brought to one that watched before; null when nothing changes. */
    public String change(String mechanism) {
        return text(json.get("change"), mechanism);
    }

    public boolean changes() {
        return json.get("change") instanceof Map<?, ?> map && map.values().stream().anyMatch(v -> v != null);
    }

    /** Does what is seen of select and poll differ from the books? */
    public boolean nowDiffers() {
        return BOOKS.stream().anyMatch(m -> books(m) != null && raw(m) != null && !books(m).equals(raw(m)));
    }

    /** Does a signal come where the books have none, or none where they have one? */
    public boolean signalDiffers() {
        String books = books(SIGNALS);
        String seen = change(SIGNALS);
        return books != null && seen != null && books.equals(NOTHING) != seen.equals(NOTHING);
    }

    public boolean differs() {
        return nowDiffers() || signalDiffers();
    }

    /** Do the books say anything about it? */
    public boolean inBooks() {
        return BOOKS.stream().anyMatch(m -> books(m) != null) || books(SIGNALS) != null && changes();
    }

    /** Does poll(2) say something else than on the Linux that the states were written down on? */
    public boolean newKernel() {
        return raw("poll") != null && !raw("poll").equals(text(json, "linux_6_18"));
    }

    /** What poll(2) says on Linux 6.18. */
    public String linux618() {
        return text(json, "linux_6_18");
    }

    /** A line for each engine of Pollux that does not say what epoll_wait(2) says. */
    public List<String> disagreements() {
        List<String> lines = new ArrayList<>();
        if (json.get("disagree") instanceof List<?> list) {
            for (Object one : list) {
                lines.add(name() + ": engine " + text(one, "engine") + " says " + text(one, "after") + ", and " + text(one, "before")
                        + " having watched the change; epoll_wait says " + text(one, "epoll_wait"));
            }
        }
        return lines;
    }

    private static String text(Object map, String key) {
        return map instanceof Map<?, ?> m && m.get(key) instanceof String s ? s : null;
    }
}
