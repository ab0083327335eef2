package io.pollux.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.model.Calibration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final String CALIBRATION = "{\"null_call_ns\":61.5,\"empty_wait_ns\":200.0,\"empty_read_ns\":300.0,\"read\":[[1,500.0],[4,501.0]],"
            + "\"write\":[[1,600.0],[4,601.0]],\"heap_copy\":[[1,2.0],[4,2.1]],\"took_ns\":7}";

    @Test
    void linesFitAHundredColumnsHoweverLongAWaitTakes() {
        assertThat(report(List.of(1, 100)).text()).allSatisfy(line -> assertThat(line.length()).as(line).isLessThan(100));
    }

    @Test
    void growthIsBesideThatOfTheBook() {
        List<String> text = report(List.of(1)).text();
        assertThat(text).anyMatch(line -> line.matches("poll +TLPI 63-9 +0\\.610 +2\\.90 +35\\.0 +990 +x4\\.8 +x57 +x1,623"));
        assertThat(text).anyMatch(line -> line.matches("poll +C loop +0\\.150 +1\\.50 +15\\.0 +150 +x10 +x100 +x1,000"));
        assertThat(text).anyMatch(line -> line.matches("epoll +Pollux +0\\.060 +0\\.060 +0\\.060 +0\\.060 +x1\\.0 +x1\\.0 +x1\\.0"));
        assertThat(text).contains("left out: more than 9,989");
    }

    @Test
    void countsAreByWait() {
        assertThat(report(List.of(1)).text()).anyMatch(line -> line.matches("poll +1,000 +1 +1 +1,001 +8,008 +2,002"));
        assertThat(Numbers.mean(7, 2)).isEqualTo("3.50");
        assertThat(Numbers.mean(6, 2)).isEqualTo("3");
        assertThat(Numbers.mean(0, 0)).isEqualTo("0");
    }

    @Test
    void anEngineWithoutBareLoopHasADash() {
        Cell cell = cell("nap", 10, 1, 100);
        Cell alone = new Cell(cell.plan(), cell.fds(), cell.limit(), null, cell.pollux(), null, cell.counts());
        Report report = new Report(new Measured("6.18", 1, 3, Calibration.parse(CALIBRATION), List.of(alone), List.of()));
        assertThat(report.text()).anyMatch(line -> line.matches("nap +10 +- +- +100ns .* - +-"));
        assertThat(report.csv()).hasSize(2);
        assertThat(report.svg()).contains("nap").doesNotContain("C: nap");
        assertThat(report.html()).contains("1 processor,");
    }

    @Test
    void everyRecordHasAFieldForEachHead() {
        List<String> records = report(List.of(1, 100)).csv();
        assertThat(records).hasSize(1 + 4 * 2 + 3 * 2);
        assertThat(records.stream().map(record -> record.split(",", -1).length).distinct()).hasSize(1);
        assertThat(records.get(0)).startsWith("kind,engine,asked_fds,fds,active,raw_wait_ns_q1,raw_wait_ns,raw_wait_ns_q3,");
    }

    @Test
    void markdownHasTheSameTables() {
        List<String> markdown = report(List.of(1)).markdown();
        assertThat(markdown).contains("| engine | fds | C loop | quartiles | Pollux | quartiles | ratio | quartiles |", "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        assertThat(markdown.stream().filter(line -> line.startsWith("### "))).hasSize(4);
    }

    private static Report report(List<Integer> active) {
        List<Cell> cells = new ArrayList<>();
        for (int ready : active) {
            for (int fds : List.of(10, 100, 1_000, 10_000)) {
                if (ready <= fds) {
                    cells.add(cell("epoll", fds, ready, 600));
                    cells.add(cell("poll", fds, ready, 150.0 * fds));
                }
            }
        }
        return new Report(new Measured("6.18.44", 2, 7, Calibration.parse(CALIBRATION), cells, List.of("more than 9,989")));
    }

    private static Cell cell(String engine, int fds, int active, double ns) {
        Quartiles wait = new Quartiles(ns * 0.9, ns, ns * 1.1);
        Side side = new Side(wait, wait, wait, wait);
        long scanned = engine.equals("poll") ? fds + 1 : active;
        return new Cell(new Plan(engine, Kind.TCP, fds, active, 0, 7), fds, 20_000, side, side, new Quartiles(0.99, 1, 1.01),
                Map.of("served", 7L * active, "waits", 7L, "syscalls", 7L, "scanned_fds", 7 * scanned, "copied_in_bytes", 56 * scanned, "copied_out_bytes", 14 * scanned));
    }
}
