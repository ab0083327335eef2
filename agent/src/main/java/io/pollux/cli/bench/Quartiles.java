package io.pollux.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The median of rounds, with the quartiles around it. */
public record Quartiles(double low, double middle, double high) {
    /** From libpollux's [low, middle, high]; null of null. */
    static Quartiles of(Object json) {
        if (!(json instanceof List<?> three)) {
            return null;
        }
        return new Quartiles(number(three.get(0)), number(three.get(1)), number(three.get(2)));
    }

    private static double number(Object value) {
        return ((Number) value).doubleValue();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("q1", low);
        json.put("median", middle);
        json.put("q3", high);
        return json;
    }
}
