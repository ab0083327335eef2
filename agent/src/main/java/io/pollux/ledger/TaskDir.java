package io.pollux.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where /proc shows a thread by the number it has for itself, which is the number that the ledger has. */
public final class TaskDir {
    private TaskDir() {
    }

    /** Its directory. A process in a PID namespace of its own (a container) shows its own numbers in its own /proc alone. */
    public static Path of(long pid, long tid) {
        Path here = Path.of("/proc", Long.toString(pid), "task", Long.toString(tid));
        if (Files.exists(here)) {
            return here;
        }
        String inner = innermost(pid);
        return inner.isEmpty() || inner.equals(Long.toString(pid)) ? here : Path.of("/proc", Long.toString(pid), "root/proc", inner, "task", Long.toString(tid));
    }

    /** Its name as Linux keeps it, cut to 15 characters; empty when it is gone. */
    public static String name(long pid, long tid) {
        try {
            return Files.readString(of(pid, tid).resolve("comm")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** The last number of NSpid (Linux 4.1); empty: unknown. */
    private static String innermost(long pid) {
        try {
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(pid), "status"))) {
                if (line.startsWith("NSpid:")) {
                    return line.substring(line.lastIndexOf('\t') + 1).strip();
                }
            }
        } catch (IOException e) {
            // It is gone.
        }
        return "";
    }
}
