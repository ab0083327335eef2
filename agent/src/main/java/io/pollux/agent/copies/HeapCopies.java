package io.pollux.agent.copies;

import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts the copies between heap buffers and temporary direct ones, from {@link #start} to {@link #stop}. Both are cold and called under
 * the agent's lock. A call that is inside a method of Hooks when it is rewritten finishes in the code it began with: one blocked in a
 * read is not counted, and after stop copies without counting.
 */
public final class HeapCopies {
    private final Instrumentation instrumentation;
    private final BridgeMethods bridge;
    private final HookRows rows;
    private final List<Hook> hooks = Hooks.in(Runtime.version().feature());
    private final Map<String, List<Hook>> hooksByType = byType(hooks);
    private final Class<?>[] classes = classesOf(hooksByType.keySet());
    private final CopiesTransformer transformer;

    private HeapCopies(Instrumentation instrumentation, Class<?> bridge, HookRows rows) {
        this.instrumentation = instrumentation;
        this.bridge = new BridgeMethods(bridge);
        this.rows = rows;
        this.transformer = new CopiesTransformer(hooksByType, this.bridge.all());
    }

    /**
     * Weaves the classes of Hooks and writes the fate of each hook. Never throws for what it finds in this JDK: then every hook stands
     * down and the classes are as they were.
     *
     * @param bridge the bridge class, with the library mapped
     */
    public static HeapCopies start(Instrumentation instrumentation, Class<?> bridge, HookRows rows) {
        HeapCopies copies = new HeapCopies(instrumentation, bridge, rows);
        copies.weave();
        return copies;
    }

    private void weave() {
        try {
            bridge.countCopies();
        } catch (ReflectiveOperationException e) {
            standDown("another Pollux left its bridge in this JVM: restart it to count copies");
            return;
        }
        try {
            instrumentation.addTransformer(transformer, true);
            instrumentation.retransformClasses(classes);
            for (Hook hook : hooks) {
                tell(hook, transformer.fate(hook));
            }
        } catch (Throwable t) {
            undo();
            standDown(t.toString());
        }
    }

    /**
     * Puts the classes back.
     *
     * @return what the JVM has of them then
     */
    public Restored stop() {
        List<Hook> installed = new ArrayList<>();
        for (Hook hook : hooks) {
            if (transformer.fate(hook).installed()) {
                installed.add(hook);
            }
        }
        if (installed.isEmpty()) {
            return Restored.NOTHING;
        }
        Restored restored = undo();
        for (Hook hook : installed) {
            tell(hook, Fate.REMOVED);
        }
        return restored;
    }

    /** The JVM shows each class once more, without our weaving, and the witness sees what is then in force. */
    private Restored undo() {
        List<Class<?>> shown = List.of(classes);
        Witness witness = new Witness(shown, transformer.originals());
        instrumentation.removeTransformer(transformer);
        instrumentation.addTransformer(witness, true);
        try {
            bridge.ignoreCopies();
            instrumentation.retransformClasses(classes);
        } catch (Exception | LinkageError e) {
            // Then the witness has not seen every class clean, and says so.
        } finally {
            instrumentation.removeTransformer(witness);
        }
        return witness.saw(shown);
    }

    private void standDown(String why) {
        for (Hook hook : hooks) {
            tell(hook, Fate.stoodDown(why));
        }
    }

    private void tell(Hook hook, Fate fate) {
        rows.put(hook.label(), fate.state(), fate.why());
    }

    private static Map<String, List<Hook>> byType(List<Hook> hooks) {
        Map<String, List<Hook>> byType = new HashMap<>();
        for (Hook hook : hooks) {
            List<Hook> ofType = byType.get(hook.type());
            if (ofType == null) {
                ofType = new ArrayList<>();
                byType.put(hook.type(), ofType);
            }
            ofType.add(hook);
        }
        return byType;
    }

    /** The classes a JDK has of those with hooks, loaded but not initialised. */
    private static Class<?>[] classesOf(Set<String> types) {
        List<Class<?>> found = new ArrayList<>();
        for (String type : types) {
            try {
                found.add(Class.forName(type.replace('/', '.'), false, null));
            } catch (ClassNotFoundException e) {
                // Its hooks are told to be absent.
            }
        }
        return found.toArray(new Class<?>[0]);
    }
}
