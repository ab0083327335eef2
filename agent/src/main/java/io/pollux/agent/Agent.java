package io.pollux.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.function.BiFunction;

/**
 * The agent's door: all that -javaagent and the attach API call. It stays on the application's class path for the life of the
 * JVM, so it does almost nothing: it opens the isolated agent, hands commands to it, drops it after a detach, and lets nothing out.
 * Thread-safe: commands are taken one at a time.
 */
public final class Agent {
    /** Takes a command line; true: still attached, false: detached, or the start failed and was undone. Null: not attached. */
    private static BiFunction<String, Instrumentation, Boolean> core;
    private static IsolatedLoader loader;

    private Agent() {
    }

    /** Started by {@code -javaagent:pollux.jar=key=value,...}. */
    public static void premain(String args, Instrumentation instrumentation) {
        obey("phase=premain," + (args == null ? "" : args), instrumentation);
    }

    /** Started by the attach API: the first call attaches, later ones reconfigure or carry a command. */
    public static void agentmain(String args, Instrumentation instrumentation) {
        obey("phase=attach," + (args == null ? "" : args), instrumentation);
    }

    private static synchronized void obey(String args, Instrumentation instrumentation) {
        try {
            if (core == null) {
                open();
            }
            if (!core.apply(args, instrumentation)) {
                close();
            }
        } catch (Throwable t) {
            complain(t);
        }
    }

    @SuppressWarnings("unchecked")
    private static void open() throws ReflectiveOperationException, IOException {
        IsolatedLoader opened = new IsolatedLoader(JarCopy.open(IsolatedLoader.ownJar()), ClassLoader.getPlatformClassLoader());
        Class<?> type = opened.loadClass("io.pollux.agent.AgentCore");
        core = (BiFunction<String, Instrumentation, Boolean>) type.getDeclaredConstructor().newInstance();
        loader = opened;
    }

    private static void close() throws IOException {
        core = null;
        loader.close();
        loader = null;
    }

    /** The last net: what the isolated agent could not turn into a reply of its own. */
    private static void complain(Throwable t) {
        try {
            System.err.println("pollux: " + t + "; the application goes on without it. Please report this with the JVM's version.");
        } catch (Throwable ignored) {
            // Not even a line can be had: then the application's peace comes first.
        }
    }
}
