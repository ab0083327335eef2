package io.pollux.it.dashboards;

import java.util.List;

/**
 * One metric selector of a PromQL expression and where it stands.
 *
 * @param metric   its name, empty where there is none
 * @param matchers what stands between the braces, as written
 * @param range    what stands between the brackets, empty for an instant
 * @param calls    functions and aggregations around it, outermost first
 */
record Selector(String metric, List<Matcher> matchers, String range, List<String> calls) {

    /** One label matcher; the value without its quotes. */
    record Matcher(String label, String operator, String value) {
    }

    /** The function or aggregation directly around it, or empty. */
    String call() {
        return calls.isEmpty() ? "" : calls.get(calls.size() - 1);
    }

    boolean matches(String label, String operator, String value) {
        return matchers.contains(new Matcher(label, operator, value));
    }

    /** The family as {@code # TYPE} names it: a counter with its _total, a histogram without its suffix. */
    String family() {
        return metric.replaceFirst("_(bucket|count|sum)$", "");
    }
}
