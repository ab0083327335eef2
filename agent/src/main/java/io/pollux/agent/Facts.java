package io.pollux.agent;

import java.nio.charset.StandardCharsets;

/** Writes what the agent knows into the meta section of the ledger, where the command line reads it. */
final class Facts {
    private Facts() {
    }

    /** Sets a fact; it is cut at the ledger's size. Without a ledger, nothing happens. */
    static void put(String name, String value) {
        NativeProbe.pollux_meta_put(text(name), text(value));
    }

    private static byte[] text(String text) {
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }

    /** What never changes during one attach. */
    static void putIdentity(boolean premain) {
        put("version", Version.get());
        put("jvm", System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"));
        put("main_class", mainClass());
        put("attached", premain ? "at start" : "to the running JVM");
    }

    /** The launcher's own note of what it started: a class, or a jar. */
    private static String mainClass() {
        String[] command = System.getProperty("sun.java.command", "").split(" ", 2);
        return command[0];
    }
}
