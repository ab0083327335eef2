package io.pollux.cli.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final Model THREADS = new Model(0, "threads", "blocking", "a thread each", null);
    private static final Model AIO = new Model(1, "aio", "asynchronous", "POSIX AIO", null);
    private static final Model RING = new Model(2, "completions", "asynchronous", "io_uring", "ENOSYS");

    private static Run run(String calls, long copyingNs) {
        return Run.of(Json.parseObject("{\"model\":\"x\",\"failed\":null,\"requests\":1000,\"took_ns\":100000000,\"p50_ns\":1200,\"p99_ns\":35000,"
                + "\"max_ns\":99000,\"client_cpu_ns\":50000000,\"syscalls\":" + calls + ",\"split_syscalls\":17,\"switches\":1000,\"preemptions\":10,"
                + "\"serving_ns\":200000000,\"cpu_ns\":9000000,\"waiting_ns\":150000000,\"copying_ns\":" + (copyingNs < 0 ? "null" : copyingNs) + "}"));
    }

    private static Results results() {
        Results results = new Results("6.18", 2, new Load(7, 1, 500, 3, 400), List.of(THREADS, AIO, RING));
        results.add(THREADS, run("2007", 40_000_000));
        results.add(THREADS, run("2010", 30_000_000));
        results.add(THREADS, run("2005", 50_000_000));
        results.add(AIO, run("null", -1));
        return results;
    }

    @Test
    void tableHasMediansOfEachRequestAndHidesWhatIsNotSeen() {
        List<String> text = new Report(results()).text();
        assertThat(text.get(0)).isEqualTo("Linux 6.18, 2 processors; 7 connections, messages of 1 byte, thinking 500us; 3 rounds of 400ms");
        assertThat(text).contains("threads  blocking             10k  1.2us  35us   2.01      1.01  9us    150us     40us",
                "aio      asynchronous         10k  1.2us  35us      -      1.01  9us    150us        -",
                "Left out: completions (io_uring): this system refuses it: ENOSYS",
                "threads        10k..10k  1.2us..1.2us  35us..35us  9us..9us  30us..50us");
        assertThat(text).anyMatch(line -> line.startsWith("threads         10k  ####################  " + "w".repeat(27) + "c".repeat(7) + ".."));
        assertThat(text).anyMatch(line -> line.contains("The client, one thread, was on a processor for 50% to 50%"));
    }

    @Test
    void csvLeavesEmptyWhatIsNotSeen() {
        List<String> csv = new Report(results()).csv();
        assertThat(csv).hasSize(3);
        assertThat(csv.get(0)).startsWith("model,family,requests_per_second,requests_per_second_min,requests_per_second_max,p50_ns,").endsWith("\r\n");
        assertThat(csv.get(1)).contains(",2.0070,2.0050,2.0100,");
        assertThat(csv.get(2)).startsWith("aio,asynchronous,10000.0000,").contains(",,,");
    }

    @Test
    void jsonHasEveryRunAndWhyOneHasNone() {
        List<?> models = (List<?>) results().json().get("models");
        assertThat((List<?>) ((Map<?, ?>) models.get(0)).get("runs")).hasSize(3);
        assertThat(((Map<?, ?>) models.get(1)).get("syscalls_per_request")).isNull();
        assertThat(((Map<?, ?>) models.get(2)).get("failed")).isEqualTo("ENOSYS");
    }

    @Test
    void aModelThatFailsIsOutAndToldOf() {
        Results results = results();
        assertThat(results.isWhole()).isTrue();
        results.add(THREADS, new Run(Map.of(), "ETIMEDOUT"));
        assertThat(results.isWhole()).isFalse();
        assertThat(results.isOut(THREADS)).isTrue();
        assertThat(new Report(results).text()).contains("Left out: threads (a thread each): failed: ETIMEDOUT");
    }

    @Test
    void htmlFetchesNothingAndRunsNothing() {
        assertThat(new Report(results()).html()).startsWith("<!DOCTYPE html>").contains("<svg", "The two phases", "thinking 500us")
                .doesNotContain("<script", "src=");
    }
}
