package io.pollux.agent;

import io.pollux.agent.buffers.TemporaryBuffers;
import io.pollux.agent.copies.Restored;
import io.pollux.cli.ExitCode;
import io.pollux.model.Calibration;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pollux in this JVM, from attach to detach. Its steps, undone in the opposite order:
 * map the library, bind its control plane, open the ledger, rebind the natives, adopt what is open, tap a sample of it, choose the engine, weave the heap
 * copies; then listen and take commands.
 * One thread at a time, see {@link Agent}.
 */
final class Attachment {
    /** How long a detach waits for threads inside a hook to come out; they finish unharmed if they take longer. */
    private static final int RELEASE_MS = 2_000;

    private final Bridge bridge;
    private final boolean premain;
    private final Map<String, String> arguments = new HashMap<>();
    private final AutoDetach autoDetach = new AutoDetach();
    private final Comparisons comparisons;
    private final CopiesSwitch copies;
    private final StacksSwitch stacks;
    private final TemporaryBuffers buffers;
    private final Listener listener = new Listener(this::lookAtBuffers);
    private Options options;
    private volatile ControlPipe control;
    private Recorder recorder;
    /** Null: the attach failed before it was taken. */
    private Baseline baseline;

    private Attachment(Bridge bridge, Instrumentation instrumentation, Request request) {
        this.bridge = bridge;
        this.premain = request.premain();
        this.arguments.putAll(request.arguments());
        this.options = resolve();
        this.comparisons = new Comparisons(() -> options, this::putOptions);
        this.copies = new CopiesSwitch(instrumentation, bridge.type());
        this.stacks = new StacksSwitch(bridge);
        this.buffers = new TemporaryBuffers(() -> Bridge.openToUs(instrumentation, "java.lang"), bridge::largestTemporary);
    }

    /** Attaches: serves and counts from here on. Throws a {@link Refusal} when it can't be done; then nothing of it is left. */
    static Attachment make(Request request, Instrumentation instrumentation) {
        Platform.check();
        Bridge bridge = Bridge.open(instrumentation);
        Attachment made = new Attachment(bridge, instrumentation, request);
        try {
            ControlPlane.bind(bridge);
            made.open();
        } catch (RuntimeException | Error e) {
            made.undo();
            throw e;
        }
        return made;
    }

    private void open() {
        NativeProbe.pollux_own_thread(1);
        int ledger = NativeProbe.pollux_open();
        if (ledger < 0) {
            throw new Refusal(ExitCode.UNSUPPORTED, "this kernel gives no memory file (" + Errno.name(ledger)
                    + "): memfd_create needs Linux 3.17 and no seccomp rule against it");
        }
        Facts.putIdentity(premain);
        baseline = Baseline.take();
        int hooks = bridge.install();
        if (hooks < 0) {
            throw new Refusal(ExitCode.UNSUPPORTED, "the JDK's natives can't be rebound (" + Errno.name(hooks) + ")");
        }
        NativeProbe.pollux_adopt();
        Tap.use(options.value(Option.TAP));
        Engines.obeyLazy(options);
        Engines.obeyEngine(options);
        copies.obey(options);
        stacks.obey(options);
        autoDetach.after(options.value(Option.DURATION));
        putOptions();
    }

    /** The second half of an attach, which the application need not wait for. Returns what the user should know. */
    List<String> show() {
        bridge.atEnd(this::leaveNative);
        listener.start(options);
        control = ControlPipe.open();
        recorder = Recorder.start();
        calibrateFromOptions();
        putOptions();
        return warnings();
    }

    /**
     * A JVM that ends waits 0.3 s for threads that are in native code, as ours in accept and read are (VM_Exit::wait_for_threads_in_native_to_block,
     * JDK 17 to 25). So they are woken when the application's own hooks are done. Blocks for nothing.
     */
    private void leaveNative() {
        listener.closeDoor();
        ControlPipe open = control;
        if (open != null) {
            open.wake();
        }
    }

    /** The options' warnings, and the server's if there is one already. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(options.warnings());
        if (listener.warning() != null) {
            all.add(listener.warning());
        }
        return all;
    }

    /** Applies the options given now; those not given stay as they are. Returns what the user should know. */
    List<String> reconfigure(Map<String, String> changed) {
        if (changed.containsKey(Option.ENGINE.key())) {
            comparisons.end();
        }
        Options before = options;
        arguments.putAll(changed);
        options = resolve();
        comparisons.carry(before, options);
        if (options.differs(before, Option.LAZY)) {
            Engines.obeyLazy(options);
        }
        if (changed.containsKey(Option.ENGINE.key())) {
            Engines.obeyEngine(options);
        }
        if (options.differs(before, Option.COPIES)) {
            copies.obey(options);
        }
        if (options.differs(before, Option.STACKS)) {
            stacks.obey(options);
        }
        if (options.differs(before, Option.TAP)) {
            Tap.use(options.value(Option.TAP));
        }
        if (changed.containsKey(Option.CALIBRATE.key())) {
            calibrateFromOptions();
        }
        listener.change(before, options);
        if (changed.containsKey(Option.DURATION.key())) {
            autoDetach.after(options.value(Option.DURATION));
        }
        putOptions();
        return warnings();
    }

    /** The command {@code engine=NAME[,set=EPFD]}. Returns a line for the user. A comparison that is under way gives way. */
    String switchEngine(Map<String, String> command) {
        comparisons.end();
        String name = command.getOrDefault("engine", "");
        String set = command.get("set");
        if (set != null) {
            Engines.use(name, set);
            return "set " + set + " is served by " + name;
        }
        String before = options.value(Option.ENGINE);
        int moved = Engines.use(name);
        arguments.put(Option.ENGINE.key(), name);
        options.put(Option.ENGINE, name, "pollux engine");
        putOptions();
        return before + " -> " + name + ": " + moved + (moved == 1 ? " set moved" : " sets moved");
    }

    /** One step of {@code pollux compare}: see {@link Comparisons}. */
    String compare(Map<String, String> step) {
        return comparisons.obey(step);
    }

    /** After a start that failed half way: the same as a detach, as far as there is something to put back. */
    private void undo() {
        if (NativeProbe.isBound()) {
            detach();
            close();
        }
    }

    /** Puts everything back but the ledger, which carries the proof. */
    Proof detach() {
        autoDetach.cancel();
        bridge.atEnd(null);
        List<String> threads = new ArrayList<>(listener.stop());
        if (recorder != null) {
            recorder.stop();
        }
        threads.addAll(control == null ? List.of() : control.stop());
        threads.addAll(comparisons.abandon());
        Restored classes = copies.stop();
        threads.addAll(stacks.stop());
        int left = bridge.remove();
        int inside = NativeProbe.pollux_release(RELEASE_MS);
        return Checks.of(baseline, left, inside, threads, classes, bridge.library());
    }

    /** After the detach's reply: closes the ledger. */
    void close() {
        NativeProbe.pollux_close();
    }

    /** Arguments that are no options are warned of this once, and forgotten. */
    private Options resolve() {
        Options resolved = Options.resolve(arguments, System.getProperties(), System.getenv());
        CopiesSwitch.temper(resolved, premain);
        return resolved;
    }

    /** Without it everything is counted all the same, but no time is split. */
    private void calibrateFromOptions() {
        boolean wanted = !options.value(Option.CALIBRATE).equals(Option.OFF);
        String measured = wanted ? NativeProbe.pollux_calibrate() : null;
        Facts.put(Calibration.FACT, measured == null ? "" : measured);
        if (wanted && measured == null) {
            options.put(Option.CALIBRATE, Option.OFF, "no sockets left to measure on");
        }
    }

    /** The command {@code buffers}: what the threads' caches of temporary direct buffers hold now, as a fact. */
    void lookAtBuffers() {
        Facts.put(TemporaryBuffers.FACT, buffers.toJson());
    }

    private void putOptions() {
        Facts.put("engine", options.value(Option.ENGINE));
        Facts.put("options", options.toJson());
        Facts.put("warnings", String.join("\n", warnings()));
    }
}
