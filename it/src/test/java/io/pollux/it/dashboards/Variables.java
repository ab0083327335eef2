package io.pollux.it.dashboards;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in place of Grafana's variables, as Grafana does when everything is selected. */
final class Variables {
    /** Wide enough for a few scrapes a second apart. */
    private static final String RATE_INTERVAL = "10s";
    private static final Pattern QUERY = Pattern.compile("label_values\\((.+),\\s*(\\w+)\\)");

    private Variables() {
    }

    static String fill(String expr) {
        return expr.replace("$__rate_interval", RATE_INTERVAL).replace("$__range", "60s").replaceAll("\\$(job|instance|role)\\b", ".+");
    }

    /** A query variable's {@code label_values(selector, label)} as an expression with one series a value. */
    static String query(String definition) {
        Matcher query = QUERY.matcher(definition);
        if (!query.matches())
            throw new IllegalArgumentException("not label_values(selector, label): " + definition);
        return fill("count by (" + query.group(2) + ") (" + query.group(1) + ")");
    }
}
