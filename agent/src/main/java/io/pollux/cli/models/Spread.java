package io.pollux.cli.models;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The median over rounds, with the least and the most of them. */
record Spread(double median, double least, double most) {
    /** Of values none of which is null; of an even number the upper one of the two in the middle. */
    static Spread of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        return new Spread(sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1));
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("median", median);
        json.put("min", least);
        json.put("max", most);
        return json;
    }
}
