package io.pollux.it.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pollux.it.dashboards.Dashboard.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is asked of Prometheus. */
final class PromqlRules {
    private static final Set<String> RATES = Set.of("rate", "irate", "increase");
    /** Labels with as many values as there are connections. */
    private static final Set<String> UNBOUNDED = Set.of("fd", "conn", "remote");
    private static final int LONGEST_LIST = 20;
    private static final Pattern TOPK = Pattern.compile("topk\\((\\d+)");

    static final List<Rule> RULES = List.of(
            new Rule("6: every selector is limited to $job and $instance", PromqlRules::limited, d -> VariableRules.replaceInTarget(d, "job=~\"$job\", ", "")),
            new Rule("8: every expression parses", PromqlRules::parses, d -> VariableRules.replaceInTarget(d, ")", "")),
            new Rule("9: rates are over $__rate_interval, and over $__range in instant tables and stats alone", PromqlRules::ranges,
                    d -> replaceRange(d, "$__rate_interval", "5m")),
            new Rule("10: counters are read through rate, irate or increase", PromqlRules::counters, d -> set(d, "sum(pollux_waits_total{job=~\"$job\", instance=~\"$instance\"})")),
            new Rule("11: histogram_quantile keeps le, and rates are taken before sums", PromqlRules::quantiles,
                    d -> set(d, "histogram_quantile(0.9, sum by (job) (rate(pollux_ready_to_read_seconds_bucket{job=~\"$job\", instance=~\"$instance\"}[$__rate_interval])))")),
            new Rule("22: every metric is described in docs/metrics.md", PromqlRules::described, d -> set(d, "sum(pollux_open_files{job=~\"$job\", instance=~\"$instance\"})")),
            new Rule("24: what grows with connections is asked for in a topk of 20 at most", PromqlRules::bounded,
                    d -> set(d, "sum by (fd) (pollux_open_fds{job=~\"$job\", instance=~\"$instance\"})")));

    private PromqlRules() {
    }

    private static void set(ObjectNode d, String expr) {
        ((ObjectNode) d.at("/panels/0/targets/0")).put("expr", expr);
    }

    private static void replaceRange(ObjectNode d, String from, String to) {
        d.path("panels").forEach(panel -> panel.path("targets").forEach(target -> ((ObjectNode) target)
                .put("expr", target.path("expr").asText().replace(from, to))));
    }

    private static Stream<String> limited(Dashboard d) {
        return d.selectors().stream().filter(s -> !s.matches("job", "=~", "$job") || !s.matches("instance", "=~", "$instance")).map(Object::toString);
    }

    /** Asks promtool, which has Prometheus' own parser. */
    private static Stream<String> parses(Dashboard d) {
        try {
            return Promtool.parse(d.expressions()).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Stream<String> ranges(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        for (Target target : d.targets()) {
            boolean single = target.json().path("instant").asBoolean() || target.panel().path("type").asText().equals("stat");
            for (Selector selector : new PromQl(target.expr()).selectors())
                if (!selector.range().isEmpty() && !selector.range().equals("$__rate_interval") && !(single && selector.range().equals("$__range")))
                    wrong.add(target.panel().path("title").asText() + ": [" + selector.range() + "]");
        }
        return wrong.stream();
    }

    private static Stream<String> counters(Dashboard d) {
        return d.selectors().stream().filter(s -> isCounter(s.metric()) != RATES.contains(s.call())).map(Object::toString);
    }

    private static boolean isCounter(String metric) {
        return metric.matches(".+_(total|bucket|count|sum)");
    }

    private static Stream<String> quantiles(Dashboard d) {
        Stream<String> withoutBound = d.expressions().stream().filter(expr -> expr.contains("histogram_quantile"))
                .filter(expr -> new PromQl(expr).groupings().stream().noneMatch(labels -> labels.contains("le")));
        Stream<String> summedFirst = d.expressions().stream().filter(expr -> expr.matches("(?s).*(rate|increase)\\s*\\(\\s*(sum|avg|max|min)\\b.*"));
        return Stream.concat(withoutBound, summedFirst);
    }

    private static Stream<String> described(Dashboard d) {
        MetricsPage page = MetricsPage.read();
        return d.selectors().stream().map(Selector::family).distinct().filter(family -> family.startsWith("pollux_") && !page.describes(family));
    }

    private static Stream<String> bounded(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        for (String expr : d.expressions()) {
            PromQl read = new PromQl(expr);
            boolean perConnection = read.groupings().stream().anyMatch(labels -> labels.stream().anyMatch(UNBOUNDED::contains))
                    || read.selectors().stream().anyMatch(s -> s.metric().startsWith("pollux_tracked_") && s.call().isEmpty());
            if (perConnection && !expr.contains("topk("))
                wrong.add(expr);
            TOPK.matcher(expr).results().filter(m -> Integer.parseInt(m.group(1)) > LONGEST_LIST).forEach(m -> wrong.add(expr));
        }
        return wrong.stream();
    }
}
