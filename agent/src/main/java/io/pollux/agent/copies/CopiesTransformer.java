package io.pollux.agent.copies;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Weaves the classes of Hooks whenever the JVM shows them: at our own retransformation, and again when another agent (JDK 17's flight
 * recorder is one) retransforms them. Runs inside the JVM's class loading for every class, so a class of no interest costs one comparison.
 * Thread-safe.
 */
final class CopiesTransformer implements ClassFileTransformer {
    private final Map<String, List<Hook>> hooksByType;
    private final Set<String> bridgeMethods;
    private final Map<Hook, Fate> fates = Collections.synchronizedMap(new IdentityHashMap<>());
    /** Class files as they were when first shown, by internal name: a detach compares (some 160 KB in all). */
    private final Map<String, byte[]> originals = new ConcurrentHashMap<>();

    CopiesTransformer(Map<String, List<Hook>> hooksByType, Set<String> bridgeMethods) {
        this.hooksByType = hooksByType;
        this.bridgeMethods = bridgeMethods;
    }

    @Override
    public byte[] transform(ClassLoader loader, String type, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (loader != null || type == null) {
            return null;
        }
        List<Hook> hooks = hooksByType.get(type);
        return hooks == null ? null : weave(type, hooks, classFile);
    }

    /** Whatever is wrong with a class file or with us, the JVM gets its own class. */
    private byte[] weave(String type, List<Hook> hooks, byte[] classFile) {
        try {
            Map<Hook, Fate> found = Inspection.of(classFile, hooks, bridgeMethods);
            byte[] woven = Weaver.weave(classFile, type, found);
            fates.putAll(found);
            originals.putIfAbsent(type, classFile);
            return woven;
        } catch (Throwable t) {
            for (Hook hook : hooks) {
                fates.put(hook, Fate.stoodDown(t.toString()));
            }
            return null;
        }
    }

    Map<String, byte[]> originals() {
        return originals;
    }

    /** What became of a hook; absent while the JVM has not shown its class. */
    Fate fate(Hook hook) {
        return fates.getOrDefault(hook, Fate.ABSENT);
    }
}
