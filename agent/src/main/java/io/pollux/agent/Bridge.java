package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.instrument.Instrumentation;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/**
 * The bridge class, sun.nio.ch.PolluxBridge, seen from here. It is defined once a JVM and stays: a class of the boot loader can't be
 * unloaded, so a later attach finds it again, with the library it mapped.
 */
final class Bridge implements LibraryFile.Loader {
    private static final String PACKAGE = "sun.nio.ch";
    private static final String NAME = PACKAGE + ".PolluxBridge";
    private static final String RESOURCE = "bridge/PolluxBridge.class";

    private final Class<?> type;

    private Bridge(Class<?> type) {
        this.type = type;
    }

    /** Opens what is needed of java.base to this agent, and finds or defines the bridge. */
    static Bridge open(Instrumentation instrumentation) {
        openToUs(instrumentation, PACKAGE);
        try {
            return new Bridge(Class.forName(NAME, false, null));
        } catch (ClassNotFoundException e) {
            return new Bridge(define());
        }
    }

    /** Lets this class loader's code reflect into a package of java.base. */
    static void openToUs(Instrumentation instrumentation, String opened) {
        Set<Module> us = Set.of(Bridge.class.getModule());
        instrumentation.redefineModule(Object.class.getModule(), Set.of(), Map.of(), Map.of(opened, us), Set.of(), Map.of());
    }

    /** A member of a package of java.base: a lookup in any class of it can define another. */
    private static Class<?> define() {
        try (InputStream in = Bridge.class.getClassLoader().getResourceAsStream(RESOURCE)) {
            Class<?> neighbour = Class.forName(PACKAGE + ".EPoll", false, null);
            return MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(in.readAllBytes());
        } catch (IOException | ReflectiveOperationException e) {
            throw new Refusal(ExitCode.UNSUPPORTED, "this JDK has no " + PACKAGE + ".EPoll to join (" + e + "); Pollux knows 17 to 25");
        }
    }

    /** The class itself, for what rewrites bytecode to call it. */
    Class<?> type() {
        return type;
    }

    /** The path the library was mapped from, by this attach or an earlier one; null: not mapped yet. */
    String library() {
        return (String) call("library");
    }

    /** Maps the library, for the life of the JVM. */
    @Override
    public void load(Path file) {
        call("load", String.class, file.toString());
    }

    /** Binds the library's control plane to {@code probe}. Throws NoSuchMethodError when the two are of different versions. */
    void bind(Class<?> probe) {
        call("bind", Class.class, probe);
    }

    /** Rebinds the JDK's natives. Returns how many, or -errno. */
    int install() {
        return (int) call("install");
    }

    /** Binds the JDK's own again. Returns how many could not be put back. */
    int remove() {
        return (int) call("remove");
    }

    /**
     * Tells births of descriptors to the static method {@code opened(int fd, long conn)} of a class; null: to nobody any more.
     *
     * @return how many natives tell, or -errno: -ENOSYS where the bridge is of an earlier Pollux
     */
    int tellBirths(Class<?> recorder) {
        try {
            return (int) type.getMethod("tellBirths", Class.class).invoke(null, recorder);
        } catch (ReflectiveOperationException e) {
            return -Errno.ENOSYS;
        }
    }

    /**
     * Has a task run when the JVM ends, after the application's own hooks; null: none any more. Nothing where the bridge is of an earlier Pollux, where
     * the JDK has no place for it, or when the JVM is about to end.
     */
    void atEnd(Runnable task) {
        try {
            type.getMethod("atEnd", Runnable.class).invoke(null, task);
        } catch (ReflectiveOperationException e) {
            // Then a JVM that has no thread in native but ours ends 0.3 s later.
        }
    }

    /** The largest temporary direct buffer that a counted copy went through; 0: none, or the bridge is of an earlier Pollux. */
    int largestTemporary() {
        try {
            return (int) type.getMethod("largestTemporary").invoke(null);
        } catch (ReflectiveOperationException e) {
            return 0;
        }
    }

    private Object call(String method) {
        return call(method, new Class<?>[0]);
    }

    private void call(String method, Class<?> parameter, Object argument) {
        call(method, new Class<?>[] {parameter}, argument);
    }

    private Object call(String method, Class<?>[] parameters, Object... arguments) {
        try {
            return type.getMethod(method, parameters).invoke(null, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
