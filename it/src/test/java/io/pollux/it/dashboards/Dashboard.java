package io.pollux.it.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** One Grafana dashboard in Classic JSON, with its text as it stands in the file. */
record Dashboard(String name, String text, ObjectNode json) {
    private static final ObjectMapper JSON = new ObjectMapper();
    static final Path FOLDER = Path.of(System.getProperty("pollux.root", "..")).resolve("dashboards").toAbsolutePath().normalize();

    private static final List<Dashboard> ALL = readAll();

    /** One target of a panel. */
    record Target(JsonNode panel, JsonNode json) {
        String expr() {
            return json.path("expr").asText();
        }
    }

    /** Every dashboard of the repository, in the order of their names. Not to be changed: whoever breaks one breaks a copy. */
    static List<Dashboard> all() {
        return ALL;
    }

    private static List<Dashboard> readAll() {
        try (Stream<Path> files = Files.list(FOLDER.resolve("grafana"))) {
            return files.filter(file -> file.toString().endsWith(".json")).sorted().map(Dashboard::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dashboard named(String name) {
        return all().stream().filter(dashboard -> dashboard.name().equals(name)).findFirst().orElseThrow();
    }

    private static Dashboard read(Path file) {
        try {
            return of(file.getFileName().toString().replace(".json", ""), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Dashboard of(String name, String text) throws IOException {
        return new Dashboard(name, text, (ObjectNode) JSON.readTree(text));
    }

    /** Panels without the rows between them. */
    List<JsonNode> panels() {
        return stream(json.path("panels")).filter(panel -> !panel.path("type").asText().equals("row")).toList();
    }

    List<JsonNode> panels(String type) {
        return panels().stream().filter(panel -> panel.path("type").asText().equals(type)).toList();
    }

    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (JsonNode panel : panels())
            panel.path("targets").forEach(target -> targets.add(new Target(panel, target)));
        return targets;
    }

    List<JsonNode> variables() {
        return stream(json.path("templating").path("list")).toList();
    }

    List<JsonNode> variables(String type) {
        return variables().stream().filter(variable -> variable.path("type").asText().equals(type)).toList();
    }

    List<JsonNode> annotations() {
        return stream(json.path("annotations").path("list")).toList();
    }

    /** Every PromQL expression, of panels and annotations. */
    List<String> expressions() {
        return Stream.concat(targets().stream().map(Target::expr), annotations().stream().map(a -> a.path("expr").asText())).toList();
    }

    List<Selector> selectors() {
        return expressions().stream().flatMap(expr -> new PromQl(expr).selectors().stream()).toList();
    }

    static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    @Override
    public String toString() {
        return name;
    }
}
