package io.pollux.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is measured against the bare program: one line of {@code variants.def}.
 *
 * @param jvm    what its JVM is started with, before {@link #filled}
 * @param beside the command that runs while it is loaded, before {@link #filled}; empty: none
 * @param once   the command that runs once when it listens, likewise
 */
public record Variant(String name, String title, List<String> jvm, List<String> beside, List<String> once) {
    /** The program without anything. */
    public static final String BARE = "bare";
    private static final String ENGINE = "{engine}";
    private static final Pattern ENGINE_LINE = Pattern.compile("^ENGINE\\(\\w+, *\"([^\"]+)\"\\)", Pattern.MULTILINE);

    /**
     * All of them, in their order.
     *
     * @param root of the sources, whose list of engines counts
     */
    public static List<Variant> all(Path root) throws IOException {
        List<String> engines = ENGINE_LINE.matcher(Files.readString(root.resolve("native-probe/src/engines.def"))).results()
                .map(match -> match.group(1)).toList();
        List<Variant> variants = new ArrayList<>();
        for (String line : lines()) {
            (line.contains(ENGINE) ? engines.stream().map(engine -> line.replace(ENGINE, engine)) : Stream.of(line)).map(Variant::parse)
                    .forEach(variants::add);
        }
        return variants;
    }

    /** The one of that name. Throws NoSuchElementException, which names it, if there is none. */
    public static Variant of(String name, List<Variant> among) {
        return among.stream().filter(variant -> variant.name.equals(name)).findFirst()
                .orElseThrow(() -> new NoSuchElementException("no variant " + name + " among " + among.stream().map(Variant::name).toList()));
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Variant.class.getResourceAsStream("variants.def")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
        }
    }

    private static Variant parse(String line) {
        List<String> cells = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
        return new Variant(cells.get(0), cells.get(1), words(cells.get(2)), words(cells, 3), words(cells, 4));
    }

    private static List<String> words(List<String> cells, int index) {
        return index < cells.size() ? words(cells.get(index)) : List.of();
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" +"));
    }

    /** Words with their places in braces filled in. */
    public static List<String> filled(List<String> words, Map<String, String> places) {
        return words.stream().map(word -> places.entrySet().stream()
                .reduce(word, (text, place) -> text.replace("{" + place.getKey() + "}", place.getValue()), (a, b) -> b)).toList();
    }
}
