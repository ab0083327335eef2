package io.pollux.cli.jvm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Tells command lines of Pollux from applications. They are known by what they run, whatever the jar is called: its manifest names our launcher.
 * A JVM whose jar can't be read counts as an application.
 */
final class OwnCommand {
    private static final String LAUNCHER = "io.pollux.agent.Launcher";

    private OwnCommand() {
    }

    /** Whether the process is a command line of Pollux, of this version or another. */
    static boolean is(Proc proc) {
        String program = CommandLine.program(proc.commandLine());
        return program.equals(LAUNCHER) || isOurs(proc.files().file(program));
    }

    private static boolean isOurs(Path jar) {
        if (!Files.isRegularFile(jar)) {
            return false;
        }
        try (JarFile file = new JarFile(jar.toFile(), false)) {
            Manifest manifest = file.getManifest();
            return manifest != null && LAUNCHER.equals(manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS));
        } catch (IOException e) {
            return false;
        }
    }
}
