package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.LedgerReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCollectorTest {
    private static final String ACCEPTED = "role=\"accepted\",proto=\"tcp\",local_port=\"8080\",peer=\"\"";

    @TempDir
    private Path directory;

    /** One group of accepted connections: two closed, one live that holds row 7 of the fd section. */
    private static FakeLedger ledger(long closedReads, long liveReads) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("group").export("reads", "io_calls{op=read,result=ok}", "").export("read_bytes", "io_calls{op=read,result=again}", "reads")
                .export("ready_to_read_max_ns", "delay_seconds_max", "").export("opened", "fds_opened", "").export("closed", "fds_closed", "");
        fake.table("group").row(0).put("used", 1).put("role", 1).put("proto", 1).put("local_port", 8080)
                .put("opened", 3).put("closed", 2).put("reads", closedReads).put("read_bytes", 5);
        fake.table("fd").row(7).put("state", 1).put("conn", 11).put("role", 1).put("proto", 1).put("reads", liveReads)
                .put("read_bytes", 2).put("ready_to_read_max_ns", 1_500_000_000L);
        return fake;
    }

    private String scrape(LedgerReader reader) throws IOException {
        return scrape(new Expositions(reader).groups(), "");
    }

    private static String scrape(Resource exposition, String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exposition.write(new Query(accept, Map.of()), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void addsClosedAndLiveAndTakesPartsOff() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger(31, 13).write(directory))) {
            assertThat(scrape(reader).lines())
                    .contains("pollux_io_calls_total{" + ACCEPTED + ",op=\"read\",result=\"ok\",} 37.0")
                    .contains("pollux_io_calls_total{" + ACCEPTED + ",op=\"read\",result=\"again\",} 7.0")
                    .contains("pollux_fds_opened_total{" + ACCEPTED + ",} 3.0")
                    .contains("pollux_open_fds{" + ACCEPTED + ",} 1.0");
        }
    }

    @Test
    void exportsNanosecondsAsSecondsAndMaximaAsGauges() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger(31, 13).write(directory))) {
            assertThat(scrape(reader)).contains("# TYPE pollux_delay_seconds_max gauge\n")
                    .contains("pollux_delay_seconds_max{" + ACCEPTED + ",} 1.5\n");
        }
    }

    @Test
    void neverLetsACounterFall() throws IOException {
        Path file = ledger(0, 47).write(directory);
        try (LedgerReader reader = LedgerReader.open(file)) {
            Resource exposition = new Expositions(reader).groups();
            String series = "pollux_io_calls_total{" + ACCEPTED + ",op=\"read\",result=\"ok\",} ";
            assertThat(scrape(exposition, "")).contains(series + "40.0");
            Files.write(file, ledger(0, 17).bytes());
            assertThat(scrape(exposition, "")).contains(series + "40.0");
            Files.write(file, ledger(0, 53).bytes());
            assertThat(scrape(exposition, "")).contains(series + "46.0");
        }
    }

    @Test
    void exportsSectionsItHasNeverHeardOf() throws IOException {
        FakeLedger fake = ledger(1, 1);
        fake.table("novelty", 32, 2).field("reason", "text", "key", 24, "").counter("count").export("count", "novelties", "")
                .row(0).put("reason", "busy").put("count", 19);
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            assertThat(scrape(reader)).contains("pollux_novelties_total{reason=\"busy\",} 19.0\n");
        }
    }

    @Test
    void speaksOpenMetricsToWhoAcceptsIt() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger(1, 1).write(directory))) {
            Resource exposition = new Expositions(reader).groups();
            String accept = "application/openmetrics-text; version=1.0.0";
            assertThat(exposition.contentType(accept)).startsWith("application/openmetrics-text");
            assertThat(scrape(exposition, accept)).contains("# TYPE pollux_io_calls counter\n").endsWith("# EOF\n");
            assertThat(exposition.contentType("")).startsWith("text/plain; version=0.0.4");
        }
    }

    @Test
    void losesNoMoreThanThePartThatFails() throws IOException {
        FakeLedger fake = ledger(31, 13);
        fake.table("set").drop("own");
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            assertThat(scrape(reader)).contains("pollux_collect_errors_total 1.0\n", "pollux_build_info{", "pollux_open_fds{" + ACCEPTED + ",} 1.0\n")
                    .doesNotContain("waits_ready");
        }
    }

    @Test
    void countsACollectionThatFailsAndStillAnswers() throws IOException {
        Path file = ledger(1, 1).write(directory);
        try (LedgerReader reader = LedgerReader.open(file)) {
            Files.write(file, new byte[7]);
            assertThat(scrape(reader)).contains("pollux_collect_errors_total 1.0\n");
        }
    }
}
