package io.pollux.cli.probe;

import io.pollux.agent.Nearest;
import io.pollux.agent.Refusal;
import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** The engines of this build on this kernel, asked of the library itself: a wrong name is met before any JVM is touched. */
public final class Engines {
    private Engines() {
    }

    /** Throws a {@link CliException} for a name that is no engine, or one that this kernel can't run. */
    public static void check(String name) {
        NativeProbe probe;
        try {
            probe = NativeProbe.load();
        } catch (Refusal | LinkageError e) {
            return; // the agent knows as well, and says so later
        }
        int index = probe.pollux_engine_index(name);
        if (index < 0) {
            throw unknown(name, names(probe));
        }
        if (probe.pollux_engine_probe(index) < 0) {
            throw new CliException(ExitCode.UNSUPPORTED, "this kernel can't run the engine '" + name + "'");
        }
    }

    /** The words for a name that is none of {@code names}. */
    static CliException unknown(String name, List<String> names) {
        return new CliException(ExitCode.USAGE, "no engine '" + name + "'; nearest: " + Nearest.to(name, names) + "; there are "
                + String.join(", ", names));
    }

    static List<String> names(NativeProbe probe) {
        List<String> names = new ArrayList<>();
        for (String name; (name = probe.pollux_engine_name(names.size())) != null;) {
            names.add(name);
        }
        return names;
    }
}
