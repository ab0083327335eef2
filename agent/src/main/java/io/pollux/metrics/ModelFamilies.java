package io.pollux.metrics;

import io.pollux.ledger.LedgerReader;
import io.pollux.ledger.Totals;
import io.pollux.model.Calibration;
import io.pollux.model.Split;
import io.prometheus.client.Collector.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Where the I/O time of each role went, and the figures that say so. Nothing where nothing was calibrated. */
final class ModelFamilies {
    private ModelFamilies() {
    }

    static void add(Families families, LedgerReader reader, List<Totals> groups) {
        Calibration machine = Calibration.of(reader.meta());
        if (machine != null) {
            addSplits(families, machine, groups);
            addCalls(families, machine);
            addCurves(families, machine);
        }
    }

    private static void addSplits(Families families, Calibration machine, List<Totals> groups) {
        Map<String, Split> byRole = new TreeMap<>();
        for (Totals group : groups) {
            byRole.merge(group.key().text("role"), Split.of(machine, group::total), Split::plus);
        }
        families.describe("io_split_seconds", Type.COUNTER, "I/O time by where it went, by the calibrated model");
        byRole.forEach((role, split) -> split.parts().forEach((part, ns) ->
                families.counter("io_split_seconds", List.of("role", "part"), List.of(role, part), ns / 1e9)));
    }

    private static void addCalls(Families families, Calibration machine) {
        families.describe("call_cost_seconds", Type.GAUGE, "what a system call costs on this machine that moves nothing");
        Map<String, Double> costs = new TreeMap<>(Map.of("null", machine.nullCallNs(), "empty_wait", machine.emptyWaitNs(),
                "empty_read", machine.emptyReadNs(), "read", machine.read().fixedNs(), "write", machine.write().fixedNs()));
        costs.forEach((call, ns) -> families.gauge("call_cost_seconds", List.of("call"), List.of(call), ns / 1e9));
    }

    private static void addCurves(Families families, Calibration machine) {
        families.describe("byte_cost_seconds", Type.GAUGE, "what each byte costs on this machine on top of the call");
        families.describe("model_error_ratio", Type.GAUGE, "mean distance of the model from what was measured, of that");
        for (Calibration.Curve curve : machine.curves()) {
            families.gauge("byte_cost_seconds", List.of("op"), List.of(curve.name()), curve.line().nsPerByte() / 1e9);
            families.gauge("model_error_ratio", List.of("op"), List.of(curve.name()), curve.line().meanError());
        }
    }
}
