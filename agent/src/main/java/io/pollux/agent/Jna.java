package io.pollux.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Starts and stops JNA without a trace in the application: its own library lies in a file for a moment, the system properties it
 * looks at and sets are put back, and its cleaner thread ends.
 *
 * <p>An application that starts another JNA in those same milliseconds misses its own {@code jna.*} settings. Properties are the only
 * way to keep this JNA from mapping the library that the application's JNA is set to use.
 */
final class Jna {
    private static final String PREFIX = "jna.";
    private static final String LIBRARY_PATH = "jnidispatch.path";

    private Jna() {
    }

    /**
     * Binds {@link NativeProbe}.
     *
     * @param library where libpollux.so was mapped from; its directory is known to take libraries
     * @throws UnsatisfiedLinkError when JNA can't start
     */
    static void bind(Path library) throws IOException {
        try (LibraryFile dispatch = LibraryFile.extract("com/sun/jna/" + directory() + "/libjnidispatch.so", library.getParent())) {
            Properties properties = System.getProperties();
            Map<String, Object> before = takeAway(properties);
            try {
                directTo(dispatch.path(), properties);
                NativeProbe.bind(library.toString());
            } finally {
                takeAway(properties);
                properties.putAll(before);
            }
        }
    }

    /** Nothing of {@link NativeProbe} may be called after it. */
    static void unbind() {
        NativeProbe.unbind();
        Thread[] threads = new Thread[Thread.activeCount() * 2 + 16];
        ThreadGroup root = Thread.currentThread().getThreadGroup();
        while (root.getParent() != null) {
            root = root.getParent();
        }
        int n = root.enumerate(threads, true);
        for (int i = 0; i < n; i++) {
            if (threads[i].getClass().getClassLoader() == Jna.class.getClassLoader()) {
                end(threads[i]);
            }
        }
    }

    /** JNA's cleaner takes an interrupt for a shutdown. */
    private static void end(Thread cleaner) {
        cleaner.interrupt();
        try {
            cleaner.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String directory() {
        return System.getProperty("os.arch").equals("aarch64") ? "linux-aarch64" : "linux-x86-64";
    }

    private static void directTo(Path dispatch, Properties properties) {
        String name = dispatch.getFileName().toString();
        properties.setProperty("jna.boot.library.path", dispatch.getParent().toString());
        properties.setProperty("jna.boot.library.name", name.substring("lib".length(), name.length() - ".so".length()));
        properties.setProperty("jna.noclasspath", "true");
        // Unset, JNA would run ldconfig to learn where libraries lie.
        properties.setProperty("jna.platform.library.path", "");
    }

    /** Removes the properties JNA looks at or sets, and returns them. */
    private static Map<String, Object> takeAway(Properties properties) {
        Map<String, Object> taken = new HashMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) || name.equals(LIBRARY_PATH)) {
                taken.put(name, properties.remove(name));
            }
        }
        return taken;
    }
}
