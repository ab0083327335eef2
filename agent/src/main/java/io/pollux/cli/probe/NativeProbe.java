package io.pollux.cli.probe;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.pollux.agent.LibraryFile;
import io.pollux.agent.Platform;
import io.pollux.agent.Refusal;
import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;

/**
 * probe.h for the command line, which runs in a JVM of its own without a bridge: libpollux.so of this jar, bound by JNA name for
 * name. Only what a process that observes nothing can ask is here. The one class that knows JNA; never used inside an observed JVM.
 */
interface NativeProbe extends Library {
    /** Null past the last engine. */
    String pollux_engine_name(int index);

    /** The engine's place in engines.def, or -errno. */
    int pollux_engine_index(String name);

    /** 0 when this kernel can run the engine, else -errno. */
    int pollux_engine_probe(int index);

    /** Fills {@code json} with JSON text; returns its length, or -errno. */
    int pollux_calibrate(byte[] json, int bytes);

    /** Null past the last state. */
    String pollux_state_name(int index);

    /** Makes a state in a child process and fills {@code json} with what is said in it; returns the text's length, or -errno. */
    int pollux_observe_state(int index, byte[] json, int bytes);

    /** The same for what holds in every state. */
    int pollux_observe_rules(byte[] json, int bytes);

    /** Measures waits in a child process (bench.h) and fills {@code json} with the result; returns the text's length, or -errno. */
    int pollux_bench(int engine, int kind, int fds, int active, int ops, int rounds, byte[] json, int bytes);

    /** Every I/O model as JSON text (model.h); its length, or -errno. */
    int pollux_models(byte[] json, int bytes);

    /** Serves a load by a model in child processes and fills {@code json} with what it cost; returns the text's length, or -errno. */
    int pollux_model_run(int index, int connections, int messageBytes, int thinkUs, int durationMs, byte[] json, int bytes);

    /** Maps the library. Throws UnsatisfiedLinkError or a Refusal when it can't be. */
    static NativeProbe load() {
        NativeProbe[] loaded = new NativeProbe[1];
        LibraryFile.load(Platform.library(), file -> loaded[0] = Native.load(file.toString(), NativeProbe.class)).close();
        return loaded[0];
    }

    /** The same for a command that can do nothing without it: throws a {@link CliException} with the reason. */
    static NativeProbe require() {
        try {
            return load();
        } catch (Refusal | LinkageError e) {
            throw new CliException(ExitCode.UNSUPPORTED, "the library can't be used here: " + e.getMessage());
        }
    }
}
