package io.pollux.cli.bench;

import io.pollux.model.Calibration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that one run has measured.
 *
 * @param floors  what calls cost that do next to nothing
 * @param leftOut what was asked for and is not there, a sentence each
 */
public record Measured(String kernel, int cpus, int rounds, Calibration floors, List<Cell> cells, List<String> leftOut) {
    /** Cells of one kind and number of active descriptors. */
    record Group(Kind kind, int active) {
        String what() {
            return kind.plural() + (active == 1 ? ", one ready at a time" : ", " + Numbers.whole(active) + " ready at a time");
        }
    }

    List<Group> groups() {
        return cells.stream().map(cell -> new Group(cell.plan().kind(), cell.plan().active())).distinct().toList();
    }

    List<Cell> of(Group group) {
        return cells.stream().filter(cell -> cell.plan().kind() == group.kind() && cell.plan().active() == group.active()).toList();
    }

    /** Of one engine, the fewest descriptors first. */
    List<Cell> of(Group group, String engine) {
        return of(group).stream().filter(cell -> cell.plan().engine().equals(engine)).toList();
    }

    List<String> engines() {
        return cells.stream().map(cell -> cell.plan().engine()).distinct().toList();
    }

    double oneByteReadNs() {
        return floors.curves().get(0).points().get(0).ns();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kernel", kernel);
        json.put("cpus", cpus);
        json.put("rounds", rounds);
        Map<String, Object> floor = new LinkedHashMap<>();
        floor.put("null_call_ns", floors.nullCallNs());
        floor.put("empty_wait_ns", floors.emptyWaitNs());
        floor.put("empty_read_ns", floors.emptyReadNs());
        floor.put("one_byte_read_ns", oneByteReadNs());
        json.put("floors", floor);
        json.put("cells", cells.stream().map(Cell::json).toList());
        json.put("book", Book.json());
        json.put("left_out", leftOut);
        return json;
    }
}
