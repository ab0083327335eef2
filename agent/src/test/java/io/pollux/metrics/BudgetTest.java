package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.http.Query;
import io.pollux.http.Resource;
import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.FakeTable;
import io.pollux.ledger.LedgerReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that has more of everything than any will have. */
class BudgetTest {
    private static final int GROUPS = 331;
    private static final int GROUP_COLUMNS = 53;
    private static final int ENGINE_COLUMNS = 23;
    private static final int HOOKS = 97;
    private static final int SETS = 41;
    private static final int FDS = 251;
    private static final int ROLES = 7;
    private static final String OPEN_METRICS = "application/openmetrics-text";

    @TempDir
    private Path directory;

    /** @param part every so manieth column of a group has counted something */
    private static FakeLedger crowd(int part) {
        FakeLedger fake = FakeLedger.standard(16);
        fake.labels("hist_kind", "report_delay_role", "read_call_role", "write_call_role", "report_delay_set");
        hooks(fake);
        engines(fake);
        groups(fake, part);
        fds(fake);
        histograms(fake);
        return fake;
    }

    private static void hooks(FakeLedger fake) {
        FakeTable hooks = fake.resize("hook", 160, HOOKS);
        for (int i = 0; i < HOOKS; i++) {
            hooks.row(i).put("used", 1).put("state", 1).put("name", "sun.nio.ch.Hook.native" + i);
        }
    }

    private static void engines(FakeLedger fake) {
        FakeTable engines = fake.resize("engine", 40 + 8 * ENGINE_COLUMNS, 6);
        for (int i = 2; i < ENGINE_COLUMNS; i++) {
            engines.counter("cost_" + i);
        }
        for (int i = 0; i < 6; i++) {
            engines.row(i).put("name", "engine" + i).put("available", 1);
        }
        FakeTable sets = fake.resize("set", 64, SETS);
        for (int i = 0; i < SETS; i++) {
            sets.row(i).put("used", 1).put("epfd", 200 + i);
        }
    }

    private static void groups(FakeLedger fake, int part) {
        FakeTable groups = fake.resize("group", 112 + 8 * GROUP_COLUMNS, 1024);
        groups.export("opened", "fds_opened", "").export("closed", "fds_closed", "");
        for (int i = 3; i < GROUP_COLUMNS; i++) {
            groups.counter("column_" + i);
        }
        for (int i = 0; i < GROUPS; i++) {
            FakeTable.Put row = groups.row(i).put("used", 1).put("role", i % ROLES).put("proto", 1).put("local_port", 1000 + i).put("opened", 3);
            for (int column = 3; column < GROUP_COLUMNS; column++) {
                row.put("column_" + column, (i + column) % part == 0 ? 7 : 0);
            }
        }
    }

    private static void fds(FakeLedger fake) {
        FakeTable fds = fake.resize("fd", 160 + 8 * GROUP_COLUMNS, 1024);
        for (int i = 3; i < GROUP_COLUMNS; i++) {
            fds.counter("column_" + i);
        }
        for (int i = 0; i < FDS; i++) {
            FakeTable.Put row = fds.row(i).put("state", 1).put("conn", 1000 + i).put("role", 1).put("proto", i < 200 ? 1 : 7).put("reads", i);
            for (int column = 3; column < GROUP_COLUMNS; column++) {
                row.put("column_" + column, column);
            }
        }
    }

    private static void histograms(FakeLedger fake) {
        FakeTable hists = fake.resize("hist", 544, 1024);
        int next = 0;
        for (int kind : new int[] {0, 2, 3, 4}) {
            for (int role = 0; role < ROLES; role++) {
                hists.row(next++).put("used", 1).put("kind", kind).put("key", role).put("bucket", 17, 5);
            }
        }
        for (int set = 0; set < SETS; set++) {
            hists.row(next++).put("used", 1).put("kind", 1).put("key", set).put("bucket", 17, 5);
        }
    }

    private static Map<String, Double> scrape(Resource page, String accept) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(new Query(accept, Map.of()), out);
        Map<String, Double> series = new TreeMap<>();
        out.toString(StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split(" # ")[0]).forEach(line -> {
            int space = line.lastIndexOf(' ');
            assertThat(series.put(line.substring(0, space), Double.valueOf(line.substring(space + 1)))).as("twice: %s", line).isNull();
        });
        return series;
    }

    private static double sum(Map<String, Double> series, String name, String role) {
        return series.entrySet().stream().filter(e -> e.getKey().startsWith(name + "{") && e.getKey().contains("role=\"" + role + "\""))
                .mapToDouble(Map.Entry::getValue).sum();
    }

    @Test
    void isKeptInBothFormatsWhateverThereIs() throws IOException {
        try (LedgerReader reader = LedgerReader.open(crowd(1).write(directory))) {
            Expositions pages = new Expositions(reader);
            for (int tracked : List.of(20, 0, 50)) {
                pages.configure(Peers.NONE, tracked);
                for (String accept : List.of("", OPEN_METRICS)) {
                    Map<String, Double> all = scrape(pages.groups(), accept);
                    assertThat(all.get("pollux_collect_errors_total")).isZero();
                    assertThat(all.size() + scrape(pages.fds(), accept).size()).isBetween(Budget.MOST / 2, Budget.MOST);
                }
            }
        }
    }

    @Test
    void leavesSumsByRoleExact() throws IOException {
        try (LedgerReader reader = LedgerReader.open(crowd(1).write(directory))) {
            Map<String, Double> all = scrape(new Expositions(reader).groups(), "");
            for (String role : List.of("accepted", "listener", "file")) {
                long groups = IntStream.range(0, GROUPS).filter(i -> reader.labels("fd_role").get((long) i % ROLES).equals(role)).count();
                assertThat(sum(all, "pollux_family_of_column_29_total", role)).isEqualTo(7.0 * groups);
                assertThat(sum(all, "pollux_open_fds", role)).isEqualTo(3.0 * groups);
            }
        }
    }

    @Test
    void losesNoSeriesAndLetsNoneFallWhenItIsSpent() throws IOException {
        Path file = crowd(11).write(directory);
        try (LedgerReader reader = LedgerReader.open(file)) {
            Resource page = new Expositions(reader).groups();
            Map<String, Double> first = scrape(page, "");
            Files.write(file, crowd(1).bytes());
            Map<String, Double> later = scrape(page, "");
            assertThat(later.keySet()).containsAll(first.keySet());
            assertThat(first.entrySet().stream().filter(e -> e.getKey().contains("_total") && later.get(e.getKey()) < e.getValue()).toList()).isEmpty();
            assertThat(later.get("pollux_label_overflow_total{label=\"series\",}")).isGreaterThan(first.get("pollux_label_overflow_total{label=\"series\",}"));
        }
    }

    @Test
    void showsTheFirstGroupsWholeAndLaterOnesFromTheirFirstEventOn() throws IOException {
        try (LedgerReader reader = LedgerReader.open(crowd(11).write(directory))) {
            Map<String, Long> byPort = scrape(new Expositions(reader).groups(), "").keySet().stream().filter(key -> key.contains("local_port=\"1"))
                    .collect(Collectors.groupingBy(key -> key.replaceAll(".*local_port=\"(\\d+)\".*", "$1"), Collectors.counting()));
            assertThat(byPort.get("1000")).isEqualTo(GROUP_COLUMNS + 3);
            assertThat(byPort.get("1019")).isLessThan(GROUP_COLUMNS);
        }
    }

    @Test
    void countsPeersOfOneNameTogether() throws IOException {
        FakeLedger fake = FakeLedger.standard(16);
        for (int i = 0; i < 7; i++) {
            fake.table("group").row(i).put("used", 1).put("role", 2).put("proto", 1).put("peer", "10.0.0." + i + ":5432").put("reads", 13);
        }
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            Expositions pages = new Expositions(reader);
            pages.configure(Peers.parse("10.0.0.0/30=shard", line -> { }), 20);
            Map<String, Double> all = scrape(pages.groups(), "");
            String labels = "{role=\"outbound\",proto=\"tcp\",local_port=\"\",peer=";
            assertThat(all.get("pollux_family_of_reads_total" + labels + "\"shard\",}")).isEqualTo(4 * 13.0);
            assertThat(all.get("pollux_family_of_reads_total" + labels + "\"10.0.0.4:5432\",}")).isEqualTo(13.0);
        }
    }
}
