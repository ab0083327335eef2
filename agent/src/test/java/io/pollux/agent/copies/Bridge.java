package io.pollux.agent.copies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** The bridge class as it was built, read as a file: only java.base can load it. */
final class Bridge {
    private static final Path CLASS_FILE = Path.of("target/bridge", Weaver.BRIDGE + ".class");

    private Bridge() {
    }

    /** Name and descriptor of each public method. */
    static Set<String> methods() {
        Set<String> methods = new HashSet<>();
        new ClassReader(classFile()).accept(new ClassVisitor(Opcodes.ASM9) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] exceptions) {
                if ((access & Opcodes.ACC_PUBLIC) != 0) {
                    methods.add(name + descriptor);
                }
                return null;
            }
        }, ClassReader.SKIP_CODE);
        return methods;
    }

    private static byte[] classFile() {
        try {
            return Files.readAllBytes(CLASS_FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
