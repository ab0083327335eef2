package io.pollux.cli.jvm;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The JVMs of this machine, found in /proc: unlike the attach API's own list it has those without performance data and
 * those of other users, which the user wants to see explained.
 */
public final class Jvms {
    private Jvms() {}

    /** Every JVM but this one and other command lines of Pollux, by pid. */
    public static List<Jvm> all() {
        List<Jvm> all = new ArrayList<>();
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path entry : entries) {
                long pid = Long.parseLong(entry.getFileName().toString());
                Proc proc = new Proc(pid);
                if (pid != self && isJvm(proc) && !OwnCommand.is(proc)) {
                    all.add(Jvm.of(pid, proc));
                }
            }
        } catch (IOException | NumberFormatException e) {
            // a /proc that can't be listed has no JVMs to show
        }
        all.sort(Comparator.comparingLong(Jvm::pid));
        return all;
    }

    /** The JVM of a process; null when it is none, or is gone. */
    public static Jvm of(long pid) {
        Proc proc = new Proc(pid);
        return isJvm(proc) ? Jvm.of(pid, proc) : null;
    }

    /** A process that has a JVM's library in it; of another user's process only its command's name can be seen. */
    static boolean isJvm(Proc proc) {
        String maps = proc.maps();
        if (!maps.isEmpty()) {
            return maps.contains("/libjvm.so") || maps.contains("/libj9vm");
        }
        List<String> commandLine = proc.commandLine();
        return !commandLine.isEmpty() && Path.of(commandLine.get(0)).endsWith("java");
    }
}
