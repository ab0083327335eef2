package io.pollux.agent;

import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;

/** {@code java -jar pollux.jar}: hands over to the command line inside. */
public final class Launcher {
    private Launcher() {
    }

    /** The system loader is the parent here, since the attach API's module (jdk.attach) is defined to it. */
    public static void main(String[] args) throws Throwable {
        IsolatedLoader loader = new IsolatedLoader(new JarFile(IsolatedLoader.ownJar(), false), ClassLoader.getSystemClassLoader());
        Thread.currentThread().setContextClassLoader(loader);
        try {
            loader.loadClass("io.pollux.cli.Main").getMethod("main", String[].class).invoke(null, (Object) args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
