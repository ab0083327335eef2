package io.pollux.it.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** A jar that makes a class on the victim's class path an agent that can be attached: nothing but the manifest. */
public final class AgentJar {
    private AgentJar() {
    }

    public static Path of(Class<?> agent) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Agent-Class", agent.getName());
        main.putValue("Can-Retransform-Classes", "true");
        Path jar = Files.createTempFile("px", ".jar");
        jar.toFile().deleteOnExit();
        new JarOutputStream(Files.newOutputStream(jar), manifest).close();
        return jar;
    }
}
