package io.pollux.agent.copies;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.Type;

/** The bridge class of this JVM as this package needs it. It may be of an earlier attach, and of another Pollux. */
final class BridgeMethods {
    private final Class<?> bridge;

    BridgeMethods(Class<?> bridge) {
        this.bridge = bridge;
    }

    /** Name and descriptor of each of its methods. */
    Set<String> all() {
        return Arrays.stream(bridge.getMethods())
                .map(BridgeMethods::nameAndDescriptor)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static String nameAndDescriptor(Method method) {
        return method.getName() + Type.getMethodDescriptor(method);
    }

    /** Starts or stops counting. Throws when the bridge or its library knows nothing of copies. */
    void countCopies(boolean on) throws ReflectiveOperationException {
        bridge.getMethod("countCopies", boolean.class).invoke(null, on);
    }
}
