package io.pollux.it.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The data source and the other variables. */
final class VariableRules {
    private static final String DATASOURCE = "${datasource}";
    private static final Pattern USE = Pattern.compile("\\$\\{?([a-zA-Z_]\\w*)");

    static final List<Rule> RULES = List.of(
            new Rule("3: there is one data source variable, named datasource, labelled Data source", VariableRules::oneDatasource,
                    d -> ((ObjectNode) d.at("/templating/list/0")).put("name", "ds")),
            new Rule("4: every panel, target, annotation and query variable reads ${datasource}", VariableRules::datasourceUsed,
                    d -> ((ObjectNode) d.at("/panels/0/targets/0/datasource")).put("uid", "P1809F7CD0C75ACF3")),
            new Rule("5: job and instance are multi-value query variables, all is .+, read again with the time range", VariableRules::fleet,
                    d -> ((ObjectNode) d.at("/templating/list/1")).put("allValue", "")),
            new Rule("7: a variable of many values is matched with =~", VariableRules::regexMatched, d -> replaceInTarget(d, "job=~", "job=")),
            new Rule("21: every variable used is defined, every one defined is used", VariableRules::defined, d -> replaceInTarget(d, "$instance", "$host")));

    private VariableRules() {
    }

    /** Breaks the expression of the first target. */
    static void replaceInTarget(ObjectNode d, String from, String to) {
        ObjectNode target = (ObjectNode) d.at("/panels/0/targets/0");
        target.put("expr", target.path("expr").asText().replace(from, to));
    }

    private static Stream<String> oneDatasource(Dashboard d) {
        List<JsonNode> sources = d.variables("datasource");
        boolean right = sources.size() == 1 && sources.get(0).path("name").asText().equals("datasource")
                && sources.get(0).path("label").asText().equals("Data source") && sources.get(0).path("query").asText().equals("prometheus");
        return right ? Stream.empty() : Stream.of(sources.toString());
    }

    private static Stream<String> datasourceUsed(Dashboard d) {
        Stream<JsonNode> users = Stream.of(d.panels().stream(), d.targets().stream().map(Dashboard.Target::json), d.annotations().stream(), d.variables("query").stream())
                .flatMap(s -> s);
        return Stream.concat(users.map(user -> user.at("/datasource/uid").asText()).filter(uid -> !uid.equals(DATASOURCE)).map(uid -> "data source '" + uid + "'"),
                d.json().findValuesAsText("uid").stream().filter(uid -> !uid.equals(DATASOURCE) && !uid.equals(d.name())).map(uid -> "uid '" + uid + "'"));
    }

    private static Stream<String> fleet(Dashboard d) {
        return Stream.of("job", "instance").filter(name -> d.variables("query").stream().noneMatch(v -> v.path("name").asText().equals(name)
                && v.path("multi").asBoolean() && v.path("includeAll").asBoolean() && v.path("allValue").asText().equals(".+") && v.path("refresh").asInt() == 2));
    }

    private static Stream<String> regexMatched(Dashboard d) {
        List<String> many = d.variables().stream().filter(v -> v.path("multi").asBoolean()).map(v -> "$" + v.path("name").asText()).toList();
        return d.selectors().stream().flatMap(s -> s.matchers().stream()).filter(m -> many.contains(m.value()) && !m.operator().equals("=~")).map(Object::toString);
    }

    private static Stream<String> defined(Dashboard d) {
        Set<String> defined = new TreeSet<>(d.variables().stream().map(v -> v.path("name").asText()).toList());
        Set<String> used = new TreeSet<>();
        USE.matcher(d.json().toString()).results().map(m -> m.group(1)).filter(name -> !name.startsWith("__")).forEach(used::add);
        List<String> wrong = new ArrayList<>(used.stream().filter(name -> !defined.contains(name)).map(name -> "$" + name + " is not defined").toList());
        defined.stream().filter(name -> !used.contains(name)).forEach(name -> wrong.add("$" + name + " is not used"));
        return wrong.stream();
    }
}
