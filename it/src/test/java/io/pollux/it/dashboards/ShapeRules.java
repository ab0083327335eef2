package io.pollux.it.dashboards;

import static io.pollux.it.dashboards.Dashboard.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The file, its head, its grid. */
final class ShapeRules {
    private static final int WIDTH = 24;
    /** Grid rows that a laptop shows at once. */
    private static final int FIRST_SCREEN = 16;
    private static final int FIRST_SCREEN_PANELS = 8;
    private static final Set<String> ANGULAR = Set.of("graph", "singlestat", "table-old");
    private static final ObjectMapper SORTED = JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    static final List<Rule> RULES = List.of(
            new Rule("1: schemaVersion is 39 to 41, id is null, uid is the file's and no other's", ShapeRules::identity, d -> d.put("schemaVersion", 36)),
            new Rule("2: title begins with 'Pollux / ', description and the tag pollux are there", ShapeRules::head, d -> d.put("title", "Overview")),
            new Rule("19: panels lie side by side in the grid, ids are unique, the first screen has eight panels at most", ShapeRules::grid,
                    d -> ((ObjectNode) d.at("/panels/1/gridPos")).put("x", 0)),
            new Rule("20: no removed panel types, and every type is required", ShapeRules::types, d -> ((ObjectNode) d.at("/panels/0")).put("type", "graph")),
            new Rule("23: refresh is 10 s or more, range an hour or less, crosshair shared, time zone the browser's", ShapeRules::time, d -> d.put("refresh", "5s")),
            new Rule("25: JSON is canonical: keys sorted, two spaces, no version", ShapeRules::canonical, d -> d.put("version", 7)));

    private ShapeRules() {
    }

    private static Stream<String> identity(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        int version = d.json().path("schemaVersion").asInt(-1);
        String uid = d.json().path("uid").asText();
        if (!d.json().path("schemaVersion").isInt() || version < 39 || version > 41)
            wrong.add("schemaVersion " + d.json().path("schemaVersion"));
        if (!d.json().has("id") || !d.json().get("id").isNull())
            wrong.add("id is not null");
        if (!uid.equals(d.name()) || !uid.matches("[A-Za-z0-9_-]{1,40}"))
            wrong.add("uid '" + uid + "'");
        return wrong.stream();
    }

    private static Stream<String> head(Dashboard d) {
        return Stream.of(
                d.json().path("title").asText().matches("Pollux / \\S.*") ? "" : "title",
                d.json().path("description").asText().length() > 20 ? "" : "description",
                stream(d.json().path("tags")).anyMatch(tag -> tag.asText().equals("pollux")) ? "" : "tag").filter(s -> !s.isEmpty());
    }

    private static Stream<String> grid(Dashboard d) {
        List<String> wrong = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        Set<List<Integer>> taken = new HashSet<>();
        for (JsonNode panel : d.json().path("panels")) {
            String title = panel.path("title").asText();
            if (!ids.add(panel.path("id").asInt(-1)) || panel.path("id").asInt(-1) < 1)
                wrong.add(title + ": id");
            if (!place(panel.path("gridPos"), taken))
                wrong.add(title + ": lies over another, or outside");
        }
        if (d.panels().stream().filter(panel -> panel.at("/gridPos/y").asInt() < FIRST_SCREEN - 4).count() > FIRST_SCREEN_PANELS)
            wrong.add("the first screen is full");
        return wrong.stream();
    }

    private static boolean place(JsonNode at, Set<List<Integer>> taken) {
        boolean free = at.path("x").asInt() + at.path("w").asInt() <= WIDTH && at.path("h").asInt() > 0;
        for (int x = at.path("x").asInt(); x < at.path("x").asInt() + at.path("w").asInt(); x++)
            for (int y = at.path("y").asInt(); y < at.path("y").asInt() + at.path("h").asInt(); y++)
                free &= taken.add(List.of(x, y));
        return free;
    }

    private static Stream<String> types(Dashboard d) {
        List<String> required = stream(d.json().path("__requires")).filter(r -> r.path("type").asText().equals("panel")).map(r -> r.path("id").asText()).toList();
        return d.panels().stream().map(panel -> panel.path("type").asText()).distinct().filter(type -> ANGULAR.contains(type) || !required.contains(type));
    }

    private static Stream<String> time(Dashboard d) {
        Map<String, String> wanted = Map.of("/refresh", "[1-9]\\d+s|\\d+m", "/time/from", "now-(1h|[1-5]?\\dm)", "/time/to", "now",
                "/graphTooltip", "1", "/timezone", "browser", "/editable", "true");
        return wanted.entrySet().stream().filter(e -> !d.json().at(e.getKey()).asText().matches(e.getValue())).map(e -> e.getKey() + " " + d.json().at(e.getKey()));
    }

    /** As {@code jq -S .} writes it. */
    private static Stream<String> canonical(Dashboard d) {
        if (d.json().has("version") || d.json().has("iteration"))
            return Stream.of("version or iteration, which every save changes");
        return d.text().equals(print(d.json())) ? Stream.empty() : Stream.of("not as jq -S . writes it");
    }

    static String print(JsonNode json) {
        DefaultIndenter lines = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter(Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Separators.Spacing.AFTER).withArrayEmptySeparator("").withObjectEmptySeparator(""))
                .withObjectIndenter(lines).withArrayIndenter(lines);
        try {
            return SORTED.writer(printer).writeValueAsString(SORTED.treeToValue(json, Object.class)) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
