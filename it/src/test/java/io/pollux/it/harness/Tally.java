package io.pollux.it.harness;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a victim counted by itself for one channel: the channel's key, and columns by Pollux's names. */
public record Tally(String key, Map<String, Long> columns) {
    /** All that a victim has counted up to now. */
    public static List<Tally> of(Victim victim) {
        return victim.ask("tally").stream().map(Tally::parse).toList();
    }

    /** From a victim's line "tally KEY column=n ...". */
    public static Tally parse(String line) {
        String[] words = line.split(" ");
        Map<String, Long> columns = new TreeMap<>();
        for (int i = 2; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            columns.put(words[i].substring(0, equals), Long.valueOf(words[i].substring(equals + 1)));
        }
        return new Tally(words[1], columns);
    }

    /** This minus an earlier one of the same channel. */
    public Tally since(Tally earlier) {
        Map<String, Long> difference = new TreeMap<>();
        columns.forEach((column, n) -> difference.put(column, n - earlier.columns.getOrDefault(column, 0L)));
        return new Tally(key, difference);
    }
}
