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

class TrackedFamiliesTest {
    private static final String FD_7 = "{fd=\"7\",conn=\"11\",role=\"outbound\",proto=\"tcp\",peer=\"db\",op=\"read\",} ";

    @TempDir
    private Path directory;

    private static FakeLedger ledger(long conn, long reads) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("fd").export("reads", "io_calls{op=read,result=ok}", "").export("read_bytes", "io_bytes{op=read,path=user}", "")
                .export("ready_to_read_max_ns", "delay_seconds_max", "");
        fake.table("fd").row(7).put("state", 1).put("conn", conn).put("role", 2).put("proto", 1).put("read_bytes", reads * 31)
                .put("ready_to_read_max_ns", 1_500_000_000L).put("reads", reads).address("remote", 2, 5432, (byte) 10, (byte) 0, (byte) 0, (byte) 7);
        fake.table("fd").row(8).put("state", 1).put("conn", 12).put("own", 1).put("read_bytes", 1_000_000);
        fake.table("fd").row(9).put("state", 1).put("conn", 13);
        return fake;
    }

    private static String scrape(Resource page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(new Query("", Map.of()), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void countSinceTheyWereFirstShownAndEndWithTheirDescriptor() throws IOException {
        Path file = ledger(11, 101).write(directory);
        try (LedgerReader reader = LedgerReader.open(file)) {
            Expositions pages = new Expositions(reader);
            pages.configure(Peers.parse(":5432=db", line -> { }), 3);
            assertThat(scrape(pages.fds())).contains("pollux_fd_io_bytes_total" + FD_7 + "0.0\n", "pollux_tracked_fds 1.0\n", "pollux_tracked_limit 3.0\n")
                    .contains("pollux_fd_delay_seconds_max{fd=\"7\",conn=\"11\",role=\"outbound\",proto=\"tcp\",peer=\"db\",} 1.5\n").doesNotContain("fd=\"8\"");
            Files.write(file, ledger(11, 114).bytes());
            assertThat(scrape(pages.fds())).contains("pollux_fd_io_bytes_total" + FD_7 + "403.0\n");
            Files.write(file, ledger(17, 3).bytes());
            assertThat(scrape(pages.fds())).doesNotContain("conn=\"11\"").contains("pollux_fd_io_bytes_total" + FD_7.replace("11", "17") + "0.0\n");
        }
    }

    @Test
    void areNoneWhereNoneAreWanted() throws IOException {
        try (LedgerReader reader = LedgerReader.open(ledger(11, 101).write(directory))) {
            Expositions pages = new Expositions(reader);
            pages.configure(Peers.NONE, 0);
            assertThat(scrape(pages.fds())).doesNotContain("fd=").contains("pollux_tracked_limit 0.0\n");
        }
    }

    @Test
    void areExemplarsOfTheHistogramsThatHaveTheirLongestTimes() throws IOException {
        FakeLedger fake = ledger(11, 101);
        fake.table("hist").row(0).put("used", 1).put("kind", 0).put("key", 2).put("bucket", 31, 1).put("bucket", 12, 1);
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            new Expositions(reader).groups().write(new Query("application/openmetrics-text", Map.of()), out);
            assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains(" # ")))
                    .containsExactly("pollux_ready_to_read_seconds_bucket{role=\"outbound\",le=\"4.294967295\"} 2.0 # {conn=\"11\",fd=\"7\"} 1.5");
        }
    }
}
