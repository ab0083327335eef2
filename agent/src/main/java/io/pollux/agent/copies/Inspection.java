package io.pollux.agent.copies;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Looks at a class file before it is rewritten: does each hook's method have the one shape that Hooks tells of? */
final class Inspection extends ClassVisitor {
    private final List<Hook> hooks;
    private final Set<String> bridgeMethods;
    private final Map<Hook, CopyCounter> methods = new IdentityHashMap<>();
    private final Set<String> fields = new HashSet<>();

    private Inspection(List<Hook> hooks, Set<String> bridgeMethods) {
        super(Opcodes.ASM9);
        this.hooks = hooks;
        this.bridgeMethods = bridgeMethods;
    }

    /**
     * The fate of each of these hooks of one class. Nothing is changed.
     *
     * @param bridgeMethods name and descriptor of every method the bridge class in this JVM has: another Pollux may have defined it
     */
    static Map<Hook, Fate> of(byte[] classFile, List<Hook> hooks, Set<String> bridgeMethods) {
        Inspection inspection = new Inspection(hooks, bridgeMethods);
        new ClassReader(classFile).accept(inspection, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        Map<Hook, Fate> fates = new IdentityHashMap<>();
        for (Hook hook : hooks) {
            fates.put(hook, inspection.fate(hook));
        }
        return fates;
    }

    @Override
    public FieldVisitor visitField(int access, String name, String descriptor, String signature, Object value) {
        fields.add(name + descriptor);
        return null;
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
        Hook hook = Hook.of(hooks, name, descriptor);
        if (hook == null) {
            return null;
        }
        CopyCounter counter = new CopyCounter(hook.fd().local, (access & Opcodes.ACC_STATIC) != 0);
        methods.put(hook, counter);
        return counter;
    }

    private Fate fate(Hook hook) {
        CopyCounter seen = methods.get(hook);
        if (seen == null) {
            return Fate.ABSENT;
        }
        if (seen.copies != 1) {
            return Fate.stoodDown("expected one ByteBuffer copy in it, this JDK has " + seen.copies);
        }
        if (seen.isStatic != (hook.fd() == DescriptorSource.STATIC_PARAMETER) || seen.overwritten) {
            return Fate.stoodDown("its parameters are used in an unknown way");
        }
        if (hook.fd().field != null && !fields.contains(hook.fd().field + hook.fd().fieldType)) {
            return Fate.stoodDown("its class has no field " + hook.fd().field);
        }
        if (!bridgeMethods.contains(hook.direction().bridgeMethod + seen.call.bridgeDescriptor())) {
            return Fate.stoodDown("the bridge has no method for the copy it makes");
        }
        return Fate.INSTALLED;
    }

    /** Counts the copying calls of one method, and watches the local variable that the descriptor is to come from. */
    private static final class CopyCounter extends MethodVisitor {
        private final int local;
        private final boolean isStatic;
        private CopyCall call;
        private int copies;
        private boolean overwritten;

        CopyCounter(int local, boolean isStatic) {
            super(Opcodes.ASM9);
            this.local = local;
            this.isStatic = isStatic;
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            CopyCall known = CopyCall.of(opcode, owner, name, descriptor);
            if (known != null) {
                call = known;
                copies++;
            }
        }

        @Override
        public void visitVarInsn(int opcode, int variable) {
            overwritten |= opcode == Opcodes.ASTORE && variable == local;
        }
    }
}
