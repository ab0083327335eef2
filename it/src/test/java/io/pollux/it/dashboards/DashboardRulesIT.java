package io.pollux.it.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The 25 rules hold for every dashboard, and each rule notices when it is broken. */
class DashboardRulesIT {
    static final List<Rule> RULES = Stream.of(ShapeRules.RULES, VariableRules.RULES, PromqlRules.RULES, PanelRules.RULES).flatMap(List::stream).toList();

    static Stream<Arguments> rulesAndDashboards() {
        return RULES.stream().flatMap(rule -> Dashboard.all().stream().map(dashboard -> Arguments.of(rule, dashboard)));
    }

    static Stream<Rule> rules() {
        return RULES.stream();
    }

    @ParameterizedTest(name = "{1}: rule {0}")
    @MethodSource("rulesAndDashboards")
    void everyDashboardKeepsTheRule(Rule rule, Dashboard dashboard) {
        assertThat(rule.violations().apply(dashboard)).as("%s in %s.json", rule, dashboard).isEmpty();
    }

    @ParameterizedTest(name = "rule {0}")
    @MethodSource("rules")
    void aBreachOfTheRuleIsNoticed(Rule rule) throws IOException {
        Dashboard whole = Dashboard.named("pollux-overview");
        ObjectNode broken = whole.json().deepCopy();
        rule.breakage().accept(broken);
        assertThat(broken).as("the breakage changes something").isNotEqualTo(whole.json());
        assertThat(rule.violations().apply(Dashboard.of(whole.name(), ShapeRules.print(broken)))).as("violations of %s", rule).isNotEmpty();
    }

    @Test
    void thereAreFiveDashboardsAndTwentyFiveRules() {
        assertThat(Dashboard.all()).extracting(Dashboard::name)
                .containsExactly("pollux-agent", "pollux-connections", "pollux-copies", "pollux-engines", "pollux-overview");
        assertThat(RULES).extracting(rule -> Integer.parseInt(rule.claim().split(":")[0])).doesNotHaveDuplicates().hasSize(25)
                .allMatch(number -> number >= 1 && number <= 25);
    }
}
