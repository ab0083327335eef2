package io.pollux.cli.probe;

import io.pollux.agent.Nearest;
import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;
import io.pollux.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The states that the library can make, and what is said in each: made and asked in a child process of the command line's, one a state. */
public final class Semantics {
    private static final int ROOM = 32_768;

    private final NativeProbe probe;

    private Semantics(NativeProbe probe) {
        this.probe = probe;
    }

    /** Throws a {@link CliException} where the library can't be mapped. */
    public static Semantics load() {
        return new Semantics(NativeProbe.require());
    }

    /** Every engine, in its order. */
    public List<String> engines() {
        return Engines.names(probe);
    }

    /** The named engines in the order of all; all where none is named. Throws a {@link CliException} for a name that is no engine. */
    public List<String> engines(List<String> named) {
        List<String> all = engines();
        for (String name : named) {
            if (!all.contains(name)) {
                throw Engines.unknown(name, all);
            }
        }
        return named.isEmpty() ? all : all.stream().filter(named::contains).toList();
    }

    /** Can this kernel run the engine? */
    public boolean runs(String engine) {
        return probe.pollux_engine_probe(probe.pollux_engine_index(engine)) >= 0;
    }

    /** Every state's name. */
    public List<String> states() {
        List<String> names = new ArrayList<>();
        for (String name; (name = probe.pollux_state_name(names.size())) != null;) {
            names.add(name);
        }
        return names;
    }

    /** States whose names fit one of the globs (* and ?), all where there is none. Throws a {@link CliException} for one that fits nothing. */
    public List<String> states(List<String> globs) {
        List<String> all = states();
        List<Pattern> patterns = new ArrayList<>();
        for (String glob : globs) {
            Pattern pattern = pattern(glob);
            if (all.stream().noneMatch(name -> pattern.matcher(name).matches())) {
                throw new CliException(ExitCode.USAGE, "no state '" + glob + "'; nearest: " + Nearest.to(glob, all)
                        + "; pollux semantics shows all, * stands for any characters");
            }
            patterns.add(pattern);
        }
        return all.stream().filter(name -> globs.isEmpty() || patterns.stream().anyMatch(p -> p.matcher(name).matches())).toList();
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(regex.toString());
    }

    /** Makes the state and asks everybody: ten seconds at most, a few milliseconds as a rule. observe.h says what is in it. */
    public Map<String, Object> observe(String state) {
        byte[] json = new byte[ROOM];
        int length = probe.pollux_observe_state(states().indexOf(state), json, json.length);
        if (length < 0) {
            return Map.of("state", state, "failed", "the process that makes it ended: errno " + -length);
        }
        return Json.parseObject(new String(json, 0, length, StandardCharsets.US_ASCII));
    }

    /** What holds in every state: triggers, bits, errors. Throws a {@link CliException} where it can't be seen. */
    public Map<String, Object> rules() {
        byte[] json = new byte[ROOM];
        int length = probe.pollux_observe_rules(json, json.length);
        if (length <= 0) {
            throw new CliException(ExitCode.UNSUPPORTED, "the process that looks at the rules ended: errno " + -length);
        }
        return Json.parseObject(new String(json, 0, length, StandardCharsets.US_ASCII));
    }
}
