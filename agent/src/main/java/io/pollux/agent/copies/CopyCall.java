package io.pollux.agent.copies;

import net.bytebuddy.jar.asm.Opcodes;

/** The calls by which the JDK copies between a heap buffer and a temporary direct one. */
enum CopyCall {
    PUT_BUFFER("put", "Ljava/nio/ByteBuffer;"),
    PUT_RANGE("put", "ILjava/nio/ByteBuffer;II"),
    PUT_ARRAY("put", "[BII"),
    GET_ARRAY("get", "[BII");

    static final String BUFFER = "java/nio/ByteBuffer";
    private static final String BUFFER_TYPE = "L" + BUFFER + ";";

    private final String method;
    private final String parameters;

    CopyCall(String method, String parameters) {
        this.method = method;
        this.parameters = parameters;
    }

    /** Which of them a method instruction is; null: none. */
    static CopyCall of(int opcode, String owner, String name, String descriptor) {
        for (CopyCall call : values()) {
            if (call.is(opcode, owner, name, descriptor)) {
                return call;
            }
        }
        return null;
    }

    private boolean is(int opcode, String owner, String name, String descriptor) {
        return opcode == Opcodes.INVOKEVIRTUAL && owner.equals(BUFFER) && name.equals(method)
                && descriptor.equals("(" + parameters + ")" + BUFFER_TYPE);
    }

    /** The bridge's counterpart: receiver and arguments as on the stack, then the FileDescriptor. */
    String bridgeDescriptor() {
        return "(" + BUFFER_TYPE + parameters + DescriptorSource.TYPE + ")" + BUFFER_TYPE;
    }
}
