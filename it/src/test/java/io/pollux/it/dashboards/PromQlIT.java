package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules for expressions are as good as this reading of them. */
class PromQlIT {
    @Test
    void selectorsAreFoundWithMatchersRangeAndTheCallsAroundThem() {
        PromQl read = new PromQl("histogram_quantile(0.99, sum by (job, le) (rate(x_seconds_bucket{job=~\"$job\", path!=\"/a{2}\"}[$__rate_interval])))");
        assertThat(read.selectors()).containsExactly(new Selector("x_seconds_bucket",
                List.of(new Selector.Matcher("job", "=~", "$job"), new Selector.Matcher("path", "!=", "/a{2}")),
                "$__rate_interval", List.of("histogram_quantile", "sum", "rate")));
        assertThat(read.groupings()).containsExactly(List.of("job", "le"));
    }

    @Test
    void bareNamesAreSelectorsAndWordsAreNot() {
        PromQl read = new PromQl("up == 0 and on (job) (a:b:c > bool 1e3) or vector(0) unless d offset 15m");
        assertThat(read.selectors()).extracting(Selector::metric).containsExactly("up", "a:b:c", "d");
    }

    @Test
    void everySideOfABinaryOperationIsRead() {
        PromQl read = new PromQl("sum(rate(a_total[5m])) / (sum(rate(b_total{x=\"y\"}[5m]) + rate(c_total[5m])) > 0)");
        assertThat(read.selectors()).extracting(Selector::metric).containsExactly("a_total", "b_total", "c_total");
        assertThat(read.selectors()).extracting(Selector::call).containsOnly("rate");
        assertThat(read.isArithmetic()).isTrue();
    }

    @Test
    void aNamelessSelectorIsOne() {
        assertThat(new PromQl("sum({__name__=~\"a.+\"})").selectors()).extracting(Selector::metric).containsExactly("");
    }

    @Test
    void aSlashInAStringDividesNothing() {
        assertThat(new PromQl("sum(a{path=\"/x\"})").isArithmetic()).isFalse();
    }
}
