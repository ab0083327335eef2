package io.pollux.agent.copies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/** The class files that have hooks, of an installed JDK, read without running it. */
final class JdkClasses {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private final Path home;
    private final Map<String, byte[]> classFiles = new HashMap<>();

    private JdkClasses(Path home) {
        this.home = home;
        try (FileSystem image = FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
            for (Hook hook : Hooks.ALL) {
                Path file = image.getPath("/modules/java.base/" + hook.type() + ".class");
                if (Files.exists(file)) {
                    classFiles.put(hook.type(), Files.readAllBytes(file));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The JDKs POLLUX_TEST_JDKS names (homes, colon-separated), else every installed one from 17 on, and the running one. */
    static List<JdkClasses> all() {
        return Stream.concat(Stream.of(Path.of(System.getProperty("java.home"))), named())
                .map(JdkClasses::real)
                .distinct()
                .filter(home -> Files.exists(home.resolve("lib/modules")))
                .map(JdkClasses::new)
                .filter(jdk -> jdk.release() >= 17)
                .toList();
    }

    private static Stream<Path> named() {
        String list = System.getenv("POLLUX_TEST_JDKS");
        if (list != null) {
            return Arrays.stream(list.split(":")).map(Path::of);
        }
        try (Stream<Path> homes = Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.<Path>of()) {
            return homes.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path real(Path home) {
        try {
            return Files.exists(home) ? home.toRealPath() : home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int release() {
        Properties release = new Properties();
        try (var in = Files.newInputStream(home.resolve("release"))) {
            release.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String version = release.getProperty("JAVA_VERSION").replace("\"", "");
        return Integer.parseInt(version.split("[.+-]")[0]);
    }

    /** The class file of a class with hooks, by its internal name; null: this JDK has no such class. */
    byte[] read(String type) {
        return classFiles.get(type);
    }

    @Override
    public String toString() {
        return "JDK " + release();
    }
}
