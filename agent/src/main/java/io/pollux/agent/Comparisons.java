package io.pollux.agent;

import io.pollux.cli.ExitCode;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The steps of {@code pollux compare}: {@code offer} gives the number of the pipe end to hold, {@code begin} (limit_ms=) starts the lease, {@code use}
 * (engine=) switches, {@code end} puts back what was before, as the end of the lease's holder does. Each has lease=ID. One comparison at a time.
 */
final class Comparisons {
    private final Supplier<Options> options;
    private final Runnable told;
    /** Null: no engines are compared. */
    private Comparison current;

    /** {@code options}: those in force; {@code told}: tells them to readers when the engine has changed. */
    Comparisons(Supplier<Options> options, Runnable told) {
        this.options = options;
        this.told = told;
    }

    /** Obeys one step; a refusal says why not. Returns the number of the pipe end for an offer, else the engine of the process. */
    String obey(Map<String, String> command) {
        String step = command.getOrDefault("step", "");
        String lease = command.getOrDefault("lease", "");
        if (current != null && !current.isOf(lease)) {
            return step.equals(Comparison.END) ? "" : refuse();
        }
        switch (step) {
            case Comparison.OFFER -> {
                return Integer.toString(Lease.offer());
            }
            case Comparison.BEGIN -> current = Comparison.begin(lease, Long.parseLong(command.get("limit_ms")), setting());
            case Comparison.USE -> use(command.getOrDefault("engine", ""));
            case Comparison.END -> end();
            default -> throw new Refusal(ExitCode.USAGE, "no such step of a comparison; use the command line of version " + Version.get());
        }
        return setting().value();
    }

    private String refuse() {
        throw new Refusal(ExitCode.REFUSED, "another comparison of engines is under way, for " + current.secondsLeft()
                + " s at most; try again when it is over");
    }

    private void use(String engine) {
        if (current == null) {
            throw new Refusal(ExitCode.DEGRADED, "the comparison was ended from elsewhere (pollux engine, pollux attach), or took too long; the engine is "
                    + setting().value() + " now");
        }
        Engines.use(engine);
        options.get().put(Option.ENGINE, engine, "pollux compare");
        told.run();
    }

    /** What served before the comparison, if there is one, serves again. */
    void end() {
        if (current == null) {
            return;
        }
        Comparison ending = current;
        current = null;
        options.get().put(Option.ENGINE, ending.before().value(), ending.before().source());
        try {
            ending.end();
        } finally {
            told.run();
        }
    }

    /** Options were read anew: the engine in force stays while it is lent. */
    void carry(Options before, Options after) {
        if (current != null) {
            Options.Setting lent = before.setting(Option.ENGINE);
            after.put(Option.ENGINE, lent.value(), lent.source());
        }
    }

    /** At a detach, which hands every set back itself. Returns the names of threads that did not end. */
    List<String> abandon() {
        Comparison abandoned = current;
        current = null;
        List<String> left = abandoned == null ? List.of() : abandoned.stop();
        NativeProbe.pollux_lease_close();
        return left;
    }

    private Options.Setting setting() {
        return options.get().setting(Option.ENGINE);
    }
}
