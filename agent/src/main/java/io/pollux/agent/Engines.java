package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.util.ArrayList;
import java.util.List;

/** The engines of engines.def, as the library lists them. */
final class Engines {
    private Engines() {
    }

    static List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name; (name = NativeProbe.pollux_engine_name(names.size())) != null;) {
            names.add(name);
        }
        return names;
    }

    /** What keeps an engine from being used, to follow its name in a sentence; null: nothing. */
    private static String objection(String name) {
        int index = NativeProbe.pollux_engine_index(name);
        if (index < 0) {
            List<String> names = names();
            return "is no engine; did you mean '" + Nearest.to(name, names) + "'? There are " + String.join(", ", names);
        }
        int refused = NativeProbe.pollux_engine_probe(index);
        return refused < 0 ? "is refused by this kernel (" + Errno.name(refused) + ")" : null;
    }

    /** Chooses the system calls that epoll-lazy leaves out. What is wrong with the value, to follow it in a sentence; null: nothing. */
    private static String leaveOut(String value) {
        if (NativeProbe.pollux_lazy(value) == 0) {
            return null;
        }
        List<String> names = new ArrayList<>(List.of(Option.ON, Option.OFF));
        for (int i = 0; NativeProbe.pollux_lazy_name(i) != null; i++) {
            names.add(NativeProbe.pollux_lazy_name(i));
        }
        return "names what epoll-lazy can't leave out; there are " + String.join(", ", names) + ", and sums of these with +";
    }

    /** Option {@code lazy}, which comes before an engine is chosen: its sets are made so. */
    static void obeyLazy(Options options) {
        String objection = leaveOut(options.value(Option.LAZY));
        if (objection != null) {
            options.refuse(Option.LAZY, objection);
            leaveOut(options.value(Option.LAZY));
        }
    }

    /** Option {@code engine}. */
    static void obeyEngine(Options options) {
        String objection = objection(options.value(Option.ENGINE));
        if (objection != null) {
            options.refuse(Option.ENGINE, objection);
        }
        use(options.value(Option.ENGINE));
    }

    /** Moves every set of the process, and what comes after, to an engine. Returns how many moved. */
    static int use(String name) {
        return moved(name, NativeProbe.pollux_use_engine(usable(name)));
    }

    /** Moves one set, named by its epoll descriptor as a user wrote it. */
    static void use(String name, String set) {
        if (!Option.isNumber(set, Integer.MAX_VALUE)) {
            throw new Refusal(ExitCode.USAGE, "'" + set + "' is no epoll descriptor; pollux status lists the sets");
        }
        use(name, Integer.parseInt(set));
    }

    /** Moves one set. */
    static void use(String name, int epfd) {
        int result = NativeProbe.pollux_set_use_engine(epfd, usable(name));
        if (result == -2) {
            throw new Refusal(ExitCode.USAGE, "no set has the epoll descriptor " + epfd + "; pollux status lists them");
        }
        moved(name, result);
    }

    private static int usable(String name) {
        String objection = objection(name);
        if (objection != null) {
            int code = NativeProbe.pollux_engine_index(name) < 0 ? ExitCode.USAGE : ExitCode.UNSUPPORTED;
            throw new Refusal(code, "'" + name + "' " + objection);
        }
        return NativeProbe.pollux_engine_index(name);
    }

    private static int moved(String name, int result) {
        if (result < 0) {
            throw new Refusal(ExitCode.UNSUPPORTED, "the switch to '" + name + "' was refused (" + Errno.name(result)
                    + "); every set goes on as before");
        }
        return result;
    }
}
