package io.pollux.it.dashboards;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Units by Grafana's ids, and which of them fit what an expression yields. */
final class Units {
    /** Those that we use; each is in Grafana's list of units. */
    static final Set<String> KNOWN = Set.of("short", "ops", "Bps", "bytes", "s", "percentunit", "string");

    /** What a plain expression yields, by its form; the first that is found decides. */
    private static final Map<Pattern, Set<String>> FORMS = Map.of(
            Pattern.compile("^histogram_quantile\\(.*_seconds_bucket"), Set.of("s"),
            Pattern.compile("^(?!histogram_quantile).*rate\\(\\w+_bytes_total"), Set.of("Bps"),
            // Seconds by second: threads, or a share of one.
            Pattern.compile("^(?!histogram_quantile).*rate\\(\\w+_seconds_total"), Set.of("percentunit", "short"),
            Pattern.compile("^(?!.*(seconds|bytes)_total).*rate\\(\\w+_(total|bucket)(?<!_seconds_bucket)"), Set.of("ops"),
            Pattern.compile("^(?!.*\\b(rate|increase|count)\\().*\\b\\w+_seconds\\{"), Set.of("s"));

    private Units() {
    }

    /** Whether an expression's numbers are of the unit. Of ratios and products it can't be told: they pass. */
    static boolean fits(String unit, String expr) {
        if (new PromQl(expr).isArithmetic())
            return true;
        return FORMS.entrySet().stream().filter(form -> form.getKey().matcher(expr).find()).allMatch(form -> form.getValue().contains(unit));
    }
}
