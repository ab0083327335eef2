package io.pollux.it.dashboards;

import static io.pollux.it.dashboards.Dashboard.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people see: titles, units, thresholds, tables, links. */
final class PanelRules {
    private static final Pattern TO_DASHBOARD = Pattern.compile("^/d/([\\w-]+)\\?");

    static final List<Rule> RULES = List.of(
            new Rule("12: every number has a unit of Grafana's, and the metric's own", PanelRules::units, d -> ((ObjectNode) d.at("/panels/2/fieldConfig/defaults")).put("unit", "s")),
            new Rule("13: every panel has a title of its own and a description", PanelRules::described, d -> ((ObjectNode) d.at("/panels/1")).put("title", d.at("/panels/0/title").asText())),
            new Rule("14: every panel has targets with unique refIds and, but for tables, a legend", PanelRules::targets, d -> ((ObjectNode) d.at("/panels/0/targets/0")).remove("legendFormat")),
            new Rule("15: thresholds begin with null and rise", PanelRules::thresholds, d -> ((ObjectNode) d.at("/panels/0/fieldConfig/defaults/thresholds/steps/0")).put("value", 3)),
            new Rule("16: tables read instants as tables, join them, and name every column", PanelRules::tables, d -> ((ObjectNode) firstOf(d, "table").at("/targets/0")).put("instant", false)),
            new Rule("17: heatmaps read buckets as a heatmap", PanelRules::heatmaps, d -> d.path("panels").forEach(PanelRules::breakHeatmap)),
            new Rule("18: links are relative, lead to a dashboard of ours and keep the time range", PanelRules::links, PanelRules::breakLink));

    private PanelRules() {
    }

    private static ObjectNode firstOf(ObjectNode d, String type) {
        return (ObjectNode) stream(d.path("panels")).filter(panel -> panel.path("type").asText().equals(type)).findFirst().orElseThrow();
    }

    private static void breakHeatmap(JsonNode panel) {
        if (panel.path("type").asText().equals("heatmap"))
            ((ObjectNode) panel.at("/targets/0")).put("format", "time_series");
    }

    private static void breakLink(ObjectNode d) {
        cellLinks(d).forEach(link -> ((ObjectNode) link).put("url", "/d/pollux-nowhere?${__url_time_range}"));
    }

    private static Stream<String> units(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode panel : d.panels()) {
            String unit = panel.at("/fieldConfig/defaults/unit").asText();
            if (!Units.KNOWN.contains(unit))
                wrong.add(title(panel) + ": unit '" + unit + "'");
            if (!panel.path("type").asText().equals("table"))
                stream(panel.path("targets")).map(target -> target.path("expr").asText()).filter(expr -> !Units.fits(unit, expr)).forEach(expr -> wrong.add(title(panel) + ": " + unit + " for " + expr));
            for (JsonNode property : panel.at("/fieldConfig/overrides").findValues("properties"))
                stream(property).filter(p -> p.path("id").asText().equals("unit") && !Units.KNOWN.contains(p.path("value").asText())).forEach(p -> wrong.add(title(panel) + ": " + p));
        }
        return wrong.stream();
    }

    private static Stream<String> described(Dashboard d) {
        Set<String> titles = new HashSet<>();
        return d.panels().stream().filter(panel -> !titles.add(title(panel)) || title(panel).isBlank() || panel.path("description").asText().length() < 20).map(PanelRules::title);
    }

    private static Stream<String> targets(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode panel : d.panels()) {
            Set<String> ids = new HashSet<>();
            boolean table = panel.path("type").asText().equals("table");
            for (JsonNode target : panel.path("targets"))
                if (!ids.add(target.path("refId").asText()) || !table && target.path("legendFormat").asText().isBlank())
                    wrong.add(title(panel) + " " + target.path("refId"));
            if (ids.isEmpty())
                wrong.add(title(panel) + ": no targets");
        }
        return wrong.stream();
    }

    private static Stream<String> thresholds(Dashboard d) {
        return d.json().findValues("steps").stream().filter(JsonNode::isArray).filter(steps -> !rises(steps)).map(JsonNode::toString);
    }

    private static boolean rises(JsonNode steps) {
        double last = Double.NEGATIVE_INFINITY;
        for (int i = 1; i < steps.size(); i++) {
            if (!steps.get(i).path("value").isNumber() || steps.get(i).path("value").asDouble() <= last)
                return false;
            last = steps.get(i).path("value").asDouble();
        }
        return steps.has(0) && steps.get(0).has("value") && steps.get(0).get("value").isNull();
    }

    private static Stream<String> tables(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        for (JsonNode panel : d.panels("table")) {
            JsonNode organize = panel.at("/transformations/1/options");
            List<String> ids = stream(panel.path("transformations")).map(t -> t.path("id").asText()).toList();
            if (!ids.equals(List.of("merge", "organize")))
                wrong.add(title(panel) + ": " + ids);
            for (JsonNode target : panel.path("targets")) {
                String column = "Value #" + target.path("refId").asText();
                boolean shown = organize.path("renameByName").has(column) || organize.path("excludeByName").has(column);
                if (!target.path("instant").asBoolean() || !target.path("format").asText().equals("table") || !shown)
                    wrong.add(title(panel) + ": " + column);
            }
            if (panel.at("/fieldConfig/overrides").findValues("properties").stream().flatMap(Dashboard::stream).noneMatch(p -> p.path("id").asText().equals("links")))
                wrong.add(title(panel) + ": leads nowhere");
        }
        return wrong.stream();
    }

    private static Stream<String> heatmaps(Dashboard d) {
        return d.panels("heatmap").stream().filter(panel -> stream(panel.path("targets")).anyMatch(target -> !target.path("format").asText().equals("heatmap")
                || !target.path("expr").asText().matches("sum by \\(le\\) \\(rate\\(\\w+_bucket\\{.*"))).map(PanelRules::title);
    }

    private static Stream<String> links(Dashboard d) {
        List<String> uids = Dashboard.all().stream().map(Dashboard::name).toList();
        Stream<String> astray = cellLinks(d.json()).map(link -> link.path("url").asText()).filter(url -> !leads(url, uids));
        boolean menu = stream(d.json().path("links")).anyMatch(link -> link.path("keepTime").asBoolean() && link.path("includeVars").asBoolean());
        return menu ? astray : Stream.concat(astray, Stream.of("no list of the other dashboards"));
    }

    /** Every link but the list of the other dashboards, which Grafana makes itself. */
    private static Stream<JsonNode> cellLinks(JsonNode d) {
        return d.findParents("url").stream().filter(link -> !link.path("type").asText().equals("dashboards"));
    }

    private static boolean leads(String url, List<String> uids) {
        Matcher uid = TO_DASHBOARD.matcher(url);
        return uid.find() && uids.contains(uid.group(1)) && url.contains("${__url_time_range}") && url.contains("${datasource:queryparam}");
    }

    private static String title(JsonNode panel) {
        return panel.path("title").asText();
    }
}
