package io.pollux.it.dashboards;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts values in place of Grafana's variables, as Grafana does when everything is selected. */
final class Variables {
    /** Wide enough for many scrapes, some of which a busy machine may miss. */
    private static final String RATE_INTERVAL = "30s";
    private static final Pattern QUERY = Pattern.compile("label_values\\((.+),\\s*(\\w+)\\)");

    private Variables() {
    }

    static String fill(String expr) {
        return expr.replace("$__rate_interval", RATE_INTERVAL).replace("$__range", "5m").replaceAll("\\$(job|instance|role)\\b", ".+");
    }

    /** A query variable's {@code label_values(selector, label)} as an expression with one series a value. */
    static String query(String definition) {
        Matcher query = QUERY.matcher(definition);
        if (!query.matches())
            throw new IllegalArgumentException("not label_values(selector, label): " + definition);
        return fill("count by (" + query.group(2) + ") (" + query.group(1) + ")");
    }
}
