package io.pollux.agent.copies;

import java.lang.reflect.Method;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.Type;

/** The bridge class of this JVM as this package needs it. It may be of an earlier attach, and of another Pollux. */
final class BridgeMethods {
    private final Class<?> bridge;

    BridgeMethods(Class<?> bridge) {
        this.bridge = bridge;
    }

    /** Name and descriptor of each of its methods. */
    Set<String> all() {
        Set<String> all = new HashSet<>();
        for (Method method : bridge.getDeclaredMethods()) {
            all.add(method.getName() + Type.getMethodDescriptor(method));
        }
        return all;
    }

    /** Starts counting. Throws when the bridge or its library knows nothing of copies. */
    void countCopies() throws ReflectiveOperationException {
        call("countCopies");
    }

    /** Ends it. */
    void ignoreCopies() throws ReflectiveOperationException {
        call("ignoreCopies");
    }

    /** No parameters and an int back, as the bridge's other methods: reflection (JDK 18 and later) makes code for each new shape, at 20 ms. */
    private void call(String method) throws ReflectiveOperationException {
        bridge.getMethod(method).invoke(null);
    }
}
