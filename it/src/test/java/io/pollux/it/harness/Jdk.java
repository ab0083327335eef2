package io.pollux.it.harness;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK that victims run on. */
public record Jdk(Path home, int major) {
    private static final int OLDEST = 17;
    private static final List<Jdk> ALL = find();

    /** The JDKs that POLLUX_TEST_JDKS names (homes, colon separated); without it every one in /usr/lib/jvm from 17 on. Oldest first. */
    public static List<Jdk> all() {
        return ALL;
    }

    public static Jdk oldest() {
        return ALL.get(0);
    }

    public static Jdk newest() {
        return ALL.get(ALL.size() - 1);
    }

    public Path java() {
        return home.resolve("bin/java");
    }

    public boolean hasVirtualThreads() {
        return major >= 21;
    }

    private static List<Jdk> find() {
        String named = System.getenv("POLLUX_TEST_JDKS");
        try (Stream<Path> homes = named == null || named.isBlank() ? Files.list(Path.of("/usr/lib/jvm")) : Stream.of(named.split(":")).map(Path::of)) {
            Map<Path, Jdk> byRealPath = new LinkedHashMap<>();
            for (Path home : homes.filter(h -> Files.isExecutable(h.resolve("bin/java"))).toList())
                byRealPath.put(home.toRealPath(), new Jdk(home.toRealPath(), majorOf(home)));
            return byRealPath.values().stream().filter(jdk -> jdk.major >= OLDEST).sorted(Comparator.comparingInt(Jdk::major)).toList();
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** From the file "release", as JAVA_VERSION="17.0.15"; 0 where that can't be read. */
    private static int majorOf(Path home) {
        try (Reader release = Files.newBufferedReader(home.resolve("release"))) {
            Properties facts = new Properties();
            facts.load(release);
            return Runtime.Version.parse(facts.getProperty("JAVA_VERSION").replace("\"", "")).feature();
        } catch (IOException | RuntimeException e) {
            return 0;
        }
    }

    @Override
    public String toString() {
        return "JDK " + major;
    }
}
