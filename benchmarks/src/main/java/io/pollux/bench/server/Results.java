package io.pollux.bench.server;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.pollux.bench.Machine;
import io.pollux.bench.Page;
import io.pollux.bench.Variant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where results go, by JDK: a section of docs/overhead.md, every turn to docs/overhead, pictures to docs/pictures/overhead. */
final class Results {
    private final Path root;

    /** @param root of the sources */
    Results(Path root) {
        this.root = root;
    }

    /** Tables of the same server, connections and variants are replaced, others stay; the picture has the variants' titles. */
    void keep(String section, List<ServerLoad> loads, List<Variant> titled) throws IOException {
        Measurements kept = Measurements.of(file(section), Machine.describe());
        loads.forEach(load -> kept.put(load.json()));
        kept.save();
        Path picture = root.resolve("docs/pictures/overhead/" + ofThisJdk(section) + ".svg");
        Files.createDirectories(picture.getParent());
        Files.writeString(picture, kept.picture(titled));
        page(section, kept.text());
    }

    /** In place of what was measured before. */
    void replace(String section, String text, List<Map<String, Object>> json) throws IOException {
        page(section, text);
        Files.createDirectories(file(section).getParent());
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValue(file(section).toFile(), Map.of("machine", Machine.describe(), "measured", json));
    }

    private void page(String section, String text) throws IOException {
        new Page(root.resolve("docs/overhead.md")).replace(ofThisJdk(section), text);
    }

    private Path file(String section) {
        return root.resolve("docs/overhead/" + ofThisJdk(section) + ".json");
    }

    private static String ofThisJdk(String section) {
        return section + "-" + Runtime.version().feature();
    }
}
