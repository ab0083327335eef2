package io.pollux.agent.copies;

import java.util.Arrays;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.Type;

/** Parameters of a method, for people. */
final class Parameters {
    private static final int SHOWN = 2;

    private Parameters() {
    }

    /** Simple names of the first parameters: "FileDescriptor,ByteBuffer[]". */
    static String leading(String descriptor) {
        return Arrays.stream(Type.getArgumentTypes(descriptor))
                .limit(SHOWN)
                .map(Parameters::simpleName)
                .collect(Collectors.joining(","));
    }

    private static String simpleName(Type type) {
        String name = type.getClassName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
