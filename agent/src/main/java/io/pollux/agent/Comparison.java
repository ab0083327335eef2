package io.pollux.agent;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Row;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One comparison of engines, for as long as its {@link Lease} lasts, and what is to serve when it is over. */
final class Comparison {
    static final String OFFER = "offer";
    static final String BEGIN = "begin";
    static final String USE = "use";
    static final String END = "end";

    /** A set, which may close meanwhile and leave its number to another one. */
    private record SetKey(int index, long epfd) {
    }

    private final Lease lease;
    private final Options.Setting before;
    private final Map<SetKey, String> sets;

    private Comparison(Lease lease, Options.Setting before, Map<SetKey, String> sets) {
        this.lease = lease;
        this.before = before;
        this.sets = sets;
    }

    /** {@code lease}: its holder's name for it; {@code before}: the engine of the process, and who chose it. */
    static Comparison begin(String lease, long limitMs, Options.Setting before) {
        Map<SetKey, String> sets = engines();
        return new Comparison(Lease.begin(lease, limitMs), before, sets);
    }

    /** The engine that was chosen before, and who chose it. */
    Options.Setting before() {
        return before;
    }

    boolean isOf(String holder) {
        return lease.isOf(holder);
    }

    long secondsLeft() {
        return lease.secondsLeft();
    }

    /** Every set is served as before, one that had an engine of its own by that one. */
    void end() {
        stop();
        Engines.use(before.value());
        engines().forEach((set, engine) -> {
            String own = sets.getOrDefault(set, engine);
            if (!own.equals(engine)) {
                Engines.use(own, (int) set.epfd());
            }
        });
    }

    /** Without a look at the engines. Returns the names of threads that did not end. */
    List<String> stop() {
        return lease.stop();
    }

    private static Map<SetKey, String> engines() {
        Map<SetKey, String> engines = new HashMap<>();
        try (LedgerReader reader = LedgerReader.open(Path.of("/proc/self/fd/" + NativeProbe.pollux_ledger_fd()))) {
            for (Row set : reader.sets()) {
                if (set.number("own") == 0) {
                    engines.put(new SetKey(set.index(), set.number("epfd")), set.text("engine"));
                }
            }
        }
        return engines;
    }
}
