package io.pollux.agent.copies;

import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Where a method that copies has the FileDescriptor it copies for. */
enum DescriptorSource {
    /** First parameter of a static method. */
    STATIC_PARAMETER(0, null, null),
    /** First parameter of an instance method. */
    PARAMETER(1, null, null),
    /** Field of the channel itself. */
    CHANNEL_FIELD(0, "fd", DescriptorSource.TYPE),
    /** Field of the channel behind DatagramSocketAdaptor (JDK 17), where it is private. */
    ADAPTED_CHANNEL(0, "dc", DescriptorSource.ADAPTED);

    static final String TYPE = "Ljava/io/FileDescriptor;";
    private static final String ADAPTED = "Lsun/nio/ch/DatagramChannelImpl;";

    /** The local variable it starts from; it must still hold the parameter. */
    final int local;
    /** The field it goes on to, of the class itself; null: none. */
    final String field;
    final String fieldType;

    DescriptorSource(int local, String field, String fieldType) {
        this.local = local;
        this.field = field;
        this.fieldType = fieldType;
    }

    /** Appends the instructions that push the FileDescriptor. {@code owner}: internal name of the class they stand in. */
    void push(MethodVisitor code, String owner) {
        code.visitVarInsn(Opcodes.ALOAD, local);
        if (field != null) {
            code.visitFieldInsn(Opcodes.GETFIELD, owner, field, fieldType);
        }
        if (this == ADAPTED_CHANNEL) {
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, "sun/nio/ch/SelChImpl", "getFD", "()" + TYPE, true);
        }
    }
}
