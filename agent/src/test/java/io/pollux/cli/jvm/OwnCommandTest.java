package io.pollux.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnCommandTest {
    @TempDir
    Path dir;

    private boolean isOurs(String command) throws IOException {
        Files.writeString(dir.resolve("cmdline"), command.replace(' ', '\0') + "\0");
        return OwnCommand.is(new Proc(dir));
    }

    private static void jar(Path path, String mainClass) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
        Files.createDirectories(path.getParent());
        try (OutputStream out = Files.newOutputStream(path)) {
            new JarOutputStream(out, manifest).close();
        }
    }

    @Test
    void aJarIsOursByItsManifestWhateverItsName() throws IOException {
        jar(dir.resolve("root/opt/renamed.jar"), "io.pollux.agent.Launcher");
        jar(dir.resolve("cwd/target/pollux.jar"), "io.pollux.agent.Launcher");
        assertThat(isOurs("java -Xmx1g -jar /opt/renamed.jar top 4711")).isTrue();
        assertThat(isOurs("java -jar target/pollux.jar list")).isTrue();
        assertThat(isOurs("java -cp /opt/renamed.jar io.pollux.agent.Launcher list")).isTrue();
    }

    @Test
    void anApplicationIsNotOurs() throws IOException {
        jar(dir.resolve("root/opt/pollux.jar"), "com.acme.Pollux");
        Files.writeString(dir.resolve("root/opt/broken.jar"), "no jar");
        assertThat(isOurs("java -jar /opt/pollux.jar")).isFalse();
        assertThat(isOurs("java -jar /opt/broken.jar")).isFalse();
        assertThat(isOurs("java -jar /opt/gone.jar")).isFalse();
        assertThat(isOurs("java -javaagent:/opt/pollux.jar com.acme.Main")).isFalse();
        assertThat(isOurs("java")).isFalse();
    }
}
