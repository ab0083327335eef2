package io.pollux.agent.copies;

import net.bytebuddy.jar.asm.Type;

/** Parameters of a method, for people. */
final class Parameters {
    private static final int SHOWN = 2;

    private Parameters() {
    }

    /** Simple names of the first parameters: "FileDescriptor,ByteBuffer[]". */
    static String leading(String descriptor) {
        Type[] types = Type.getArgumentTypes(descriptor);
        StringBuilder names = new StringBuilder();
        for (int i = 0; i < Math.min(types.length, SHOWN); i++) {
            names.append(i == 0 ? "" : ",").append(simpleName(types[i]));
        }
        return names.toString();
    }

    private static String simpleName(Type type) {
        String name = type.getClassName();
        return name.substring(name.lastIndexOf('.') + 1);
    }
}
