package io.pollux.agent;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * JDK 24 and later warn of native access by code that was not granted it (JEP 472), and keep one flag for all unnamed modules.
 * Setting that flag would also silence what is to be said about the application. So JNA, which makes the natives' calls, becomes a
 * named module of its own inside the isolated loader, and that module alone is granted.
 */
final class NativeAccess {
    private static final int FIRST_JDK = 24;
    private static final String MODULE = "pollux.jna";
    private static final Set<String> PACKAGES = Set.of("com.sun.jna", "com.sun.jna.internal", "com.sun.jna.ptr", "com.sun.jna.win32");

    private NativeAccess() {
    }

    /** To be called before JNA's first class loads. Where it can't be done the JDK's warning appears, and nothing else changes. */
    static void grantToJna(Instrumentation instrumentation) {
        if (Runtime.version().feature() < FIRST_JDK) {
            return;
        }
        try {
            Bridge.openToUs(instrumentation, "java.lang");
            Method grant = Module.class.getDeclaredMethod("implAddEnableNativeAccess");
            grant.setAccessible(true);
            grant.invoke(module());
        } catch (ReflectiveOperationException | RuntimeException e) {
            // As documented: only a warning line more.
        }
    }

    private static Module module() {
        ModuleLayer boot = ModuleLayer.boot();
        Configuration configuration = boot.configuration().resolve(new JnaFinder(), ModuleFinder.of(), Set.of(MODULE));
        return ModuleLayer.defineModules(configuration, List.of(boot), name -> NativeAccess.class.getClassLoader())
                .layer().findModule(MODULE).orElseThrow();
    }

    /** Finds one automatic module: it exports all it has and reads everyone. Its classes come from the class loader. */
    private static final class JnaFinder implements ModuleFinder {
        private final ModuleReference reference =
                new ModuleReference(ModuleDescriptor.newAutomaticModule(MODULE).packages(PACKAGES).build(), null) {
                    @Override
                    public ModuleReader open() throws IOException {
                        throw new IOException("served by the class loader");
                    }
                };

        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(MODULE) ? Optional.of(reference) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(reference);
        }
    }
}
