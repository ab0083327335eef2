package io.pollux.it.victims.copies;

import io.pollux.it.victims.Talk;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.MessageDigest;
import java.security.ProtectionDomain;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An agent of the victim's own, which sees the class files that are in force: what every agent that was there before has made of them.
 * The JVM shows class files to agents in the order these came, so it is attached anew for each look.
 */
public final class ClassWitness {
    private static final List<String> WATCHED = List.of("sun.nio.ch.IOUtil", "sun.nio.ch.NioSocketImpl", "sun.nio.ch.SocketChannelImpl",
            "sun.nio.ch.DatagramChannelImpl", "sun.nio.ch.DatagramSocketAdaptor");

    private static Instrumentation instrumentation;

    private ClassWitness() {
    }

    public static void agentmain(String args, Instrumentation ours) {
        instrumentation = ours;
    }

    /** Says "class NAME DIGEST" for each class. */
    static void sayAll() throws Exception {
        for (String name : WATCHED)
            Talk.say("class %s %s", name, HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(inForce(Class.forName(name, false, null)))));
    }

    /** A transformer that joins last is shown the work of all before it. */
    private static byte[] inForce(Class<?> type) throws Exception {
        AtomicReference<byte[]> seen = new AtomicReference<>();
        ClassFileTransformer last = new ClassFileTransformer() {
            @Override
            public byte[] transform(ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] classFile) {
                if (redefined == type)
                    seen.set(classFile);
                return null;
            }
        };
        instrumentation.addTransformer(last, true);
        try {
            instrumentation.retransformClasses(type);
        } finally {
            instrumentation.removeTransformer(last);
        }
        return seen.get();
    }
}
