package io.pollux.agent.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Rewrites one class file: the copying call of each hook becomes a call of the bridge. No branch is added and no local variable, so the
 * frames stay as they are, and everything but those calls is copied as it was.
 */
final class Weaver extends ClassVisitor {
    static final String BRIDGE = "sun/nio/ch/PolluxBridge";
    /** The FileDescriptor on top of the copy's own operands. */
    private static final int MORE_STACK = 1;

    private final String type;
    private final List<Hook> hooks;

    private Weaver(ClassVisitor next, String type, List<Hook> hooks) {
        super(Opcodes.ASM9, next);
        this.type = type;
        this.hooks = hooks;
    }

    /** The woven class file, or null when none of its hooks fits. {@code fates}: from {@link Inspection}, for the hooks of this class. */
    static byte[] weave(byte[] classFile, String type, Map<Hook, Fate> fates) {
        List<Hook> fitting = new ArrayList<>();
        for (Map.Entry<Hook, Fate> fate : fates.entrySet()) {
            if (fate.getValue().installed()) {
                fitting.add(fate.getKey());
            }
        }
        if (fitting.isEmpty()) {
            return null;
        }
        ClassReader reader = new ClassReader(classFile);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(new Weaver(writer, type, fitting), 0);
        return writer.toByteArray();
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
        Hook hook = Hook.of(hooks, name, descriptor);
        return hook == null ? next : new CopyRewriter(next, type, hook);
    }

    private static final class CopyRewriter extends MethodVisitor {
        private final String type;
        private final Hook hook;

        CopyRewriter(MethodVisitor next, String type, Hook hook) {
            super(Opcodes.ASM9, next);
            this.type = type;
            this.hook = hook;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            CopyCall call = CopyCall.of(opcode, owner, name, descriptor);
            if (call == null) {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            } else {
                hook.fd().push(mv, type);
                mv.visitMethodInsn(Opcodes.INVOKESTATIC, BRIDGE, hook.direction().bridgeMethod, call.bridgeDescriptor(), false);
            }
        }

        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
            super.visitMaxs(maxStack + MORE_STACK, maxLocals);
        }
    }
}
