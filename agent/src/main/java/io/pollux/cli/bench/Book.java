package io.pollux.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Michael Kerrisk, The Linux Programming Interface, table 63-9: seconds of CPU time for 100,000 operations, one descriptor ready at random, on
 * Linux 2.6.25. Another machine, and another time is measured: only how it grows compares.
 */
final class Book {
    static final String TITLE = "TLPI 63-9";

    private static final List<Integer> FDS = List.of(10, 100, 1_000, 10_000);
    private static final Map<String, List<Double>> SECONDS = Map.of(
            "select", List.of(0.73, 3.0, 35.0, 930.0),
            "poll", List.of(0.61, 2.9, 35.0, 990.0),
            "epoll", List.of(0.41, 0.42, 0.53, 0.66));
    private static final double NS_OF_A_SECOND = 1e9 / 100_000;

    private Book() {
    }

    static boolean knows(String engine) {
        return SECONDS.containsKey(engine);
    }

    /** ns of one operation; null where the table has none. */
    static Double ns(String engine, int fds) {
        int at = FDS.indexOf(fds);
        return at < 0 || !knows(engine) ? null : SECONDS.get(engine).get(at) * NS_OF_A_SECOND;
    }

    static Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("source", "The Linux Programming Interface, table 63-9 (Linux 2.6.25)");
        json.put("unit", "seconds per 100,000 operations");
        json.put("fds", FDS);
        List.of("select", "poll", "epoll").forEach(engine -> json.put(engine, SECONDS.get(engine)));
        return json;
    }
}
