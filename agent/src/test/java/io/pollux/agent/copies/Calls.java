package io.pollux.agent.copies;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The method instructions of one method of a class file, each as owner.nameDescriptor. */
final class Calls {
    private Calls() {
    }

    static List<String> of(byte[] classFile, String method, String descriptor) {
        List<String> calls = new ArrayList<>();
        new ClassReader(classFile).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
                return name.equals(method) && type.equals(descriptor) ? recorder(calls) : null;
            }
        }, 0);
        return calls;
    }

    private static MethodVisitor recorder(List<String> calls) {
        return new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
                calls.add(owner + "." + name + descriptor);
            }
        };
    }
}
