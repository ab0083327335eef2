package io.pollux.cli.probe;

import io.pollux.cli.CliException;
import io.pollux.cli.ExitCode;
import io.pollux.cli.bench.Cell;
import io.pollux.cli.bench.Plan;
import io.pollux.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** What waits cost, measured by the library in a child process of the command line's, one a plan. */
public final class WaitBench {
    private static final int ROOM = 4_000;
    private static final int EMFILE = 24;
    private static final int EADDRNOTAVAIL = 99;

    private final NativeProbe probe;

    private WaitBench(NativeProbe probe) {
        this.probe = probe;
    }

    /** Throws a {@link CliException} where the library can't be mapped. */
    public static WaitBench load() {
        return new WaitBench(NativeProbe.require());
    }

    /** Every engine, in its order. */
    public List<String> engines() {
        return Engines.names(probe);
    }

    /** Throws a {@link CliException} for a name that is no engine. */
    public void check(String engine) {
        if (!engines().contains(engine)) {
            throw Engines.unknown(engine, engines());
        }
    }

    /** Can this kernel run the engine? */
    public boolean runs(String engine) {
        return probe.pollux_engine_probe(probe.pollux_engine_index(engine)) >= 0;
    }

    /** Throws a {@link CliException} with the reason where it could not be measured. */
    public Cell measure(Plan plan) {
        byte[] text = new byte[ROOM];
        int length = probe.pollux_bench(probe.pollux_engine_index(plan.engine()), plan.kind().ordinal(), plan.fds(), plan.active(), plan.ops(),
                plan.rounds(), text, text.length);
        if (length < 0) {
            throw new CliException(ExitCode.DEGRADED, plan.what() + ": the process that measures ended: errno " + -length);
        }
        Map<String, Object> json = Json.parseObject(new String(text, 0, length, StandardCharsets.US_ASCII));
        if (json.get("error") instanceof Number error) {
            throw new CliException(ExitCode.DEGRADED, plan.what() + ": " + why(error.intValue()));
        }
        return Cell.of(plan, json);
    }

    private static String why(int errno) {
        return switch (errno) {
            case EMFILE -> "not enough descriptors may be open (ulimit -Hn)";
            case EADDRNOTAVAIL -> "no TCP port is free (net.ipv4.ip_local_port_range)";
            default -> "errno " + errno;
        };
    }
}
