package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedLoaderTest {
    private static final String CLASS = "io.pollux.agent.Nearest";

    @TempDir
    private Path directory;

    private File jar() throws IOException {
        Path jar = directory.resolve("some.jar");
        try (OutputStream out = Files.newOutputStream(jar); JarOutputStream entries = new JarOutputStream(out)) {
            String path = CLASS.replace('.', '/') + ".class";
            entries.putNextEntry(new JarEntry("inner/" + path));
            try (InputStream in = getClass().getClassLoader().getResourceAsStream(path)) {
                in.transferTo(entries);
            }
            entries.putNextEntry(new JarEntry("inner/a/name"));
            entries.write("seven".getBytes(StandardCharsets.UTF_8));
            entries.putNextEntry(new JarEntry("outer"));
        }
        return jar.toFile();
    }

    @Test
    void servesItsOwnCopyOfAClassAndSeesNothingOfTheApplications() throws Exception {
        try (IsolatedLoader loader = new IsolatedLoader(new JarFile(jar(), false), ClassLoader.getPlatformClassLoader())) {
            Class<?> served = loader.loadClass(CLASS);
            assertThat(served.getClassLoader()).isSameAs(loader);
            assertThat(served).isNotSameAs(Nearest.class);
            assertThatThrownBy(() -> loader.loadClass(getClass().getName())).isInstanceOf(ClassNotFoundException.class);
            assertThatThrownBy(() -> loader.loadClass(Option.class.getName())).isInstanceOf(ClassNotFoundException.class);
        }
    }

    @Test
    void servesResourcesBelowInnerAlone() throws Exception {
        try (IsolatedLoader loader = new IsolatedLoader(new JarFile(jar(), false), ClassLoader.getPlatformClassLoader())) {
            try (InputStream in = loader.getResourceAsStream("a/name")) {
                assertThat(in).hasContent("seven");
            }
            assertThat(Collections.list(loader.getResources("a/name"))).hasSize(1);
            assertThat(loader.getResource("outer")).isNull();
            assertThat(loader.getResource("inner/a/name")).isNull();
        }
    }

    @Test
    void aCopyServesOnWhenItsJarIsOverwritten() throws Exception {
        File jar = jar();
        try (IsolatedLoader loader = new IsolatedLoader(JarCopy.open(jar), ClassLoader.getPlatformClassLoader())) {
            Files.write(jar.toPath(), new byte[] {7});
            assertThat(loader.loadClass(CLASS).getClassLoader()).isSameAs(loader);
        }
    }
}
