package io.pollux.agent.copies;

import java.lang.instrument.ClassFileTransformer;
import java.nio.charset.StandardCharsets;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Changes nothing, but sees which classes the JVM has put back: a class file that calls the bridge has its name in the constant pool,
 * and one that is as it was equals what the transformer was shown before it wove.
 */
final class Witness implements ClassFileTransformer {
    private final Map<String, byte[]> originals;
    private final Set<String> woven = ConcurrentHashMap.newKeySet();
    private final Set<String> same = ConcurrentHashMap.newKeySet();

    /**
     * Until it is seen clean, each of the classes passes for woven.
     *
     * @param classes   those woven
     * @param originals class files by internal name, as they were
     */
    Witness(List<Class<?>> classes, Map<String, byte[]> originals) {
        this.originals = originals;
        classes.forEach(type -> woven.add(type.getName()));
    }

    @Override
    public byte[] transform(ClassLoader loader, String type, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
        if (redefined != null && woven.contains(redefined.getName()) && !callsBridge(classFile)) {
            if (Arrays.equals(classFile, originals.get(type))) {
                same.add(redefined.getName());
            }
            woven.remove(redefined.getName());
        }
        return null;
    }

    static boolean callsBridge(byte[] classFile) {
        return new String(classFile, StandardCharsets.ISO_8859_1).contains(Weaver.BRIDGE);
    }

    Restored saw(List<Class<?>> classes) {
        Set<String> changed = new TreeSet<>();
        classes.forEach(type -> changed.add(type.getName()));
        changed.removeAll(woven);
        changed.removeAll(same);
        return new Restored(new ArrayList<>(new TreeSet<>(same)), new ArrayList<>(changed), new ArrayList<>(new TreeSet<>(woven)));
    }
}
