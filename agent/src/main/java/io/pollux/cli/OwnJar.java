package io.pollux.cli;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar this command line runs from, which is also the agent. */
public final class OwnJar {
    private OwnJar() {}

    /** The outer class of the jar: it, unlike everything here, has a code source and a manifest. */
    static Class<?> launcher() {
        try {
            return Class.forName("io.pollux.agent.Launcher", false, ClassLoader.getSystemClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Its absolute path. */
    static Path path() {
        Path path = location();
        if (!Files.isRegularFile(path)) {
            throw new CliException(ExitCode.INTERNAL, path + " is no jar; run pollux from pollux.jar");
        }
        return path;
    }

    /** Where its classes are, in the command line's JVM and in an observed one: the jar's absolute path, or a directory of classes. */
    public static Path location() {
        try {
            return Path.of(launcher().getProtectionDomain().getCodeSource().getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
