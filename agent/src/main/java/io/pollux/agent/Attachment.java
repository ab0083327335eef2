package io.pollux.agent;

import io.pollux.agent.buffers.TemporaryBuffers;
import io.pollux.agent.copies.HeapCopies;
import io.pollux.agent.copies.Restored;
import io.pollux.agent.stacks.Stacks;
import io.pollux.cli.ExitCode;
import io.pollux.metrics.Peers;
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
    /**
     * An agent that comes to a running JVM and retransforms a class makes HotSpot throw its whole compiled code away, seen on 17 (a
     * second at a tenth of the throughput) and not on 25. Nobody should get that without asking for it.
     */
    private static final int FIRST_CHEAP_RETRANSFORM = 25;

    private final Bridge bridge;
    private final Instrumentation instrumentation;
    private final boolean premain;
    private final Map<String, String> arguments = new HashMap<>();
    private final AutoDetach autoDetach = new AutoDetach();
    private final Comparisons comparisons;
    private Options options;
    private HttpFace http;
    private ControlPipe control;
    private Recorder recorder;
    /** Null: off. */
    private HeapCopies copies;
    /** What became of the classes when they were put back last. */
    private Restored restored = Restored.NOTHING;
    /** Null: the attach failed before it was taken. */
    private Baseline baseline;
    private final TemporaryBuffers buffers;

    private Attachment(Bridge bridge, Instrumentation instrumentation, Request request) {
        this.bridge = bridge;
        this.instrumentation = instrumentation;
        this.premain = request.premain();
        this.arguments.putAll(request.arguments());
        this.options = resolve();
        this.comparisons = new Comparisons(() -> options, this::putOptions);
        this.buffers = new TemporaryBuffers(() -> Bridge.openToUs(instrumentation, "java.lang"), bridge::largestTemporary);
    }

    /** Attaches: serves and counts from here on. Throws a {@link Refusal} when it can't be done; then nothing of it is left. */
    static Attachment make(Request request, Instrumentation instrumentation) {
        Platform.check();
        Bridge bridge = Bridge.open(instrumentation);
        Attachment made = new Attachment(bridge, instrumentation, request);
        try {
            bind(bridge);
            made.open();
        } catch (RuntimeException | Error e) {
            made.undo();
            throw e;
        }
        return made;
    }

    /** Maps the library, or finds the one that an earlier attach has left mapped, and binds its control plane. */
    private static void bind(Bridge bridge) {
        if (bridge.library() == null) {
            LibraryFile.load(Platform.library(), bridge).close();
        }
        try {
            NativeProbe.bind(bridge);
        } catch (NoSuchMethodError e) {
            throw otherVersion();
        }
        if (NativeProbe.pollux_version() != NativeProbe.VERSION) {
            throw otherVersion();
        }
    }

    private static Refusal otherVersion() {
        return new Refusal(ExitCode.UNSUPPORTED, "this JVM still holds the library of another version of Pollux; restart it to change");
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
        lazyFromOptions();
        engineFromOptions();
        copiesFromOptions();
        stacksFromOptions();
        autoDetach.after(options.value(Option.DURATION));
        putOptions();
    }

    /** The second half of an attach, which the application need not wait for. Returns what the user should know. */
    List<String> show() {
        listen();
        control = ControlPipe.open();
        recorder = Recorder.start();
        calibrateFromOptions();
        putOptions();
        return warnings();
    }

    /** The options' warnings, and the server's if there is one already. */
    List<String> warnings() {
        List<String> all = new ArrayList<>(options.warnings());
        if (http != null && http.warning() != null) {
            all.add(http.warning());
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
        if (differs(before, Option.LAZY)) {
            lazyFromOptions();
        }
        if (changed.containsKey(Option.ENGINE.key())) {
            engineFromOptions();
        }
        if (differs(before, Option.COPIES)) {
            copiesFromOptions();
        }
        if (differs(before, Option.STACKS)) {
            stacksFromOptions();
        }
        if (differs(before, Option.TAP)) {
            Tap.use(options.value(Option.TAP));
        }
        if (changed.containsKey(Option.CALIBRATE.key())) {
            calibrateFromOptions();
        }
        if (listensOtherwise(before)) {
            stopListening();
            listen();
        } else if (differs(before, Option.PEERS) || differs(before, Option.TOP)) {
            metricsFromOptions();
        }
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
            Engines.use(name, epfd(set));
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
        List<String> threads = new ArrayList<>(stopListening());
        if (recorder != null) {
            recorder.stop();
        }
        threads.addAll(control == null ? List.of() : control.stop());
        threads.addAll(comparisons.abandon());
        Restored classes = stopCopies();
        threads.addAll(stopStacks());
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
        if (!premain && Runtime.version().feature() < FIRST_CHEAP_RETRANSFORM && resolved.isDefault(Option.COPIES)) {
            resolved.put(Option.COPIES, Option.OFF, "default in a running JVM before JDK " + FIRST_CHEAP_RETRANSFORM);
        }
        return resolved;
    }

    private boolean differs(Options before, Option option) {
        return !before.value(option).equals(options.value(option));
    }

    private boolean listensOtherwise(Options before) {
        return differs(before, Option.HOST) || differs(before, Option.PORT) || differs(before, Option.AUTH)
                || differs(before, Option.KEYSTORE) || differs(before, Option.PASSFILE);
    }

    /** Before an engine is chosen: its sets are made so. */
    private void lazyFromOptions() {
        String objection = Engines.leaveOut(options.value(Option.LAZY));
        if (objection != null) {
            options.refuse(Option.LAZY, objection);
            Engines.leaveOut(options.value(Option.LAZY));
        }
    }

    private void engineFromOptions() {
        String objection = Engines.objection(options.value(Option.ENGINE));
        if (objection != null) {
            options.refuse(Option.ENGINE, objection);
        }
        Engines.use(options.value(Option.ENGINE));
    }

    private void copiesFromOptions() {
        if (options.value(Option.COPIES).equals(Option.OFF)) {
            stopCopies();
        } else if (copies == null) {
            copies = HeapCopies.start(instrumentation, bridge.type(), new LedgerHookRows());
        }
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

    private Restored stopCopies() {
        if (copies != null) {
            restored = copies.stop();
            copies = null;
        }
        return restored;
    }

    private void stacksFromOptions() {
        if (options.value(Option.STACKS).equals(Option.OFF)) {
            stopStacks();
            return;
        }
        Stacks.begin();
        int told = bridge.tellBirths(Stacks.class);
        if (told <= 0) {
            bridge.tellBirths(null);
            Stacks.end();
            options.refuse(Option.STACKS, "can't be had in this JVM (" + Errno.name(told) + "): restart it if another Pollux was in it");
        }
    }

    /** Returns what is left of it in the application's threads. */
    private List<String> stopStacks() {
        boolean was = Stacks.known() != null;
        Stacks.end();
        return was && bridge.tellBirths(null) < 0 ? List.of("a thread that was opening a descriptor (stacks=on)") : List.of();
    }

    private void listen() {
        http = HttpFace.start(options.value(Option.HOST), options.value(Option.PORT), options, this::lookAtBuffers);
        Facts.put("port", http.port() < 0 ? Option.OFF : Integer.toString(http.port()));
        Facts.put("url", http.url());
        metricsFromOptions();
    }

    private void metricsFromOptions() {
        http.configure(Peers.parse(options.value(Option.PEERS), options::warn), Integer.parseInt(options.value(Option.TOP)));
    }

    /** Returns the names of threads that did not end. */
    private List<String> stopListening() {
        return http == null ? List.of() : http.stop();
    }

    private void putOptions() {
        Facts.put("engine", options.value(Option.ENGINE));
        Facts.put("options", options.toJson());
        Facts.put("warnings", String.join("\n", warnings()));
    }

    private static int epfd(String set) {
        if (!Option.isNumber(set, Integer.MAX_VALUE)) {
            throw new Refusal(ExitCode.USAGE, "'" + set + "' is no epoll descriptor; pollux status lists the sets");
        }
        return Integer.parseInt(set);
    }
}
