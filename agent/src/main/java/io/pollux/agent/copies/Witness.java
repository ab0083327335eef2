package io.pollux.agent.copies;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Changes nothing, but sees which classes the JVM has put back: a class file that calls the bridge has its name in the constant pool. */
final class Witness implements ClassFileTransformer {
    private final Set<Class<?>> woven;

    /** Until it is seen clean, each of the classes passes for woven. */
    Witness(Class<?>[] classes) {
        woven = ConcurrentHashMap.newKeySet();
        woven.addAll(Arrays.asList(classes));
    }

    @Override
    public byte[] transform(ClassLoader loader, String type, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (redefined != null && !callsBridge(classFile)) {
            woven.remove(redefined);
        }
        return null;
    }

    static boolean callsBridge(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(Weaver.BRIDGE);
    }

    List<String> woven() {
        return woven.stream().map(Class::getName).sorted().collect(Collectors.toList());
    }
}
