package io.pollux.cli.models;

import java.util.Map;

/**
 * One model's turn in one round, as the library tells it (model.h): sums over all its requests.
 *
 * @param failed why there are no numbers, or null
 */
public record Run(Map<String, Object> json, String failed) {
    public static Run of(Map<String, Object> json) {
        return new Run(json, (String) json.get("failed"));
    }

    /** A sum; null: it is not to be seen from outside. */
    Double sum(String name) {
        return json.get(name) instanceof Number number ? number.doubleValue() : null;
    }

    /** A sum's share of each request. */
    Double perRequest(String name) {
        return ratio(sum(name), sum("requests"));
    }

    static Double ratio(Double part, Double whole) {
        return part == null || whole == null || whole == 0 ? null : part / whole;
    }
}
