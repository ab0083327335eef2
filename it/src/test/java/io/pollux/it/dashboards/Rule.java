package io.pollux.it.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One thing that is true of every dashboard.
 *
 * @param claim      what is true
 * @param violations says where it is not
 * @param breakage   makes it untrue of a dashboard, so that a test can see the rule notice
 */
record Rule(String claim, Function<Dashboard, Stream<String>> violations, Consumer<ObjectNode> breakage) {
    @Override
    public String toString() {
        return claim;
    }
}
