package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader finds in a ledger by its description alone. */
class LedgerReaderTest {
    @TempDir
    Path directory;

    private final FakeLedger fake = FakeLedger.standard(128);

    private LedgerReader open() {
        return LedgerReader.open(fake.write(directory));
    }

    @Test
    void headerFactsAreRead() {
        fake.detached = 1;
        try (LedgerReader reader = open()) {
            assertThat(reader.pid()).isEqualTo(4711);
            assertThat(reader.start()).isEqualTo(Instant.ofEpochSecond(1_700_000_000L, 123_456_789));
            assertThat(reader.detached()).isTrue();
            assertThat(reader.conns()).isEqualTo(4821);
            assertThat(reader.lostFds()).isEqualTo(3);
        }
    }

    @Test
    void sectionsAndFieldsComeFromTheLedger() {
        fake.table("novelty", 16, 4).counter("flux").row(2).put("flux", 97);
        try (LedgerReader reader = open()) {
            assertThat(reader.sections()).extracting(Section::name)
                    .containsExactly("meta", "hook", "engine", "set", "group", "hist", "fd", "novelty");
            assertThat(reader.rows("novelty").get(2).number("flux")).isEqualTo(97);
            assertThat(reader.section("novelty").columns()).containsExactly(
                    new Field("flux", FieldType.U64, "sum", "", "", 0, 8, "help of flux", "family_of_flux", "whole_of_flux"));
        }
    }

    @Test
    void freeRowsAreLeftOut() {
        fake.table("fd").row(3).put("state", 1).put("conn", 7).put("reads", 11);
        fake.table("fd").row(101).put("state", 2).put("conn", 13);
        fake.table("fd").row(127);
        try (LedgerReader reader = open()) {
            assertThat(reader.fds()).extracting(Row::index).containsExactly(3, 101);
            assertThat(reader.fds().get(1).text("state")).isEqualTo("preclosed");
        }
    }

    @Test
    void rowsAreReadUpToUsedOnly() {
        fake.table("fd").row(5).put("state", 1);
        try (LedgerReader reader = open()) {
            assertThat(reader.used(reader.section("fd"))).isEqualTo(6);
        }
    }

    @Test
    void metaIsReadByName() {
        fake.table("meta").row(0).put("used", 1).put("seq", 2).put("name", "engine").put("value", "epoll-et");
        fake.table("meta").row(1).put("used", 1).put("seq", 4).put("name", "main_class").put("value", "com.acme.Größe");
        try (LedgerReader reader = open()) {
            assertThat(reader.meta()).containsEntry("engine", "epoll-et").containsEntry("main_class", "com.acme.Größe");
        }
    }

    @Test
    void aFactThatIsBeingWrittenIsLeftOut() {
        fake.table("meta").row(0).put("used", 1).put("seq", 3).put("name", "engine").put("value", "epo");
        try (LedgerReader reader = open()) {
            assertThat(reader.meta()).isEmpty();
        }
    }

    @Test
    void groupTotalsAreClosedPlusLive() {
        fake.table("group").row(0).put("used", 1).put("role", 1).put("proto", 1).put("local_port", 8080)
                .put("opened", 31).put("closed", 29).put("reads", 1009).put("ready_to_read_max_ns", 5);
        fake.table("fd").row(4).put("state", 1).put("conn", 1).put("reads", 17).put("ready_to_read_max_ns", 3);
        fake.table("fd").row(9).put("state", 1).put("conn", 2).put("reads", 23).put("ready_to_read_max_ns", 7);
        fake.table("fd").row(11).put("state", 1).put("conn", 3).put("reads", 41).put("group", 0xffffffffL);
        fake.table("fd").row(12).put("state", 1).put("conn", 4).put("reads", 43).put("own", 1);
        try (LedgerReader reader = open()) {
            Totals totals = reader.groups().get(0);
            assertThat(totals.total("reads")).isEqualTo(1009 + 17 + 23);
            assertThat(totals.total("ready_to_read_max_ns")).isEqualTo(7);
            assertThat(totals.key().number("local_port")).isEqualTo(8080);
            assertThat(totals.key().text("role")).isEqualTo("accepted");
        }
    }

    @Test
    void engineTotalsAreFoldedPlusLiveSets() {
        fake.table("engine").row(0).put("name", "epoll").put("available", 1).put("waits_ready", 101);
        fake.table("engine").row(1).put("name", "epoll-et").put("available", 1);
        fake.table("set").row(0).put("used", 1).put("engine", 1).put("epfd", 5).put("waits_ready", 13);
        fake.table("set").row(2).put("used", 1).put("engine", 0).put("epfd", 8).put("waits_ready", 7);
        fake.table("set").row(3).put("used", 1).put("engine", 0).put("own", 1).put("waits_ready", 500);
        try (LedgerReader reader = open()) {
            List<Totals> engines = reader.engines();
            assertThat(engines).extracting(t -> t.key().text("name")).containsExactly("epoll", "epoll-et");
            assertThat(engines).extracting(t -> t.total("waits_ready")).containsExactly(108L, 13L);
        }
    }

    @Test
    void histogramsOfOneKindAndKeyAddUp() {
        fake.table("set").row(1).put("used", 1).put("epfd", 8);
        fake.table("hist").row(0).put("used", 1).put("kind", 0).put("key", 1).put("sum_ns", 7).put("bucket", 5, 7);
        fake.table("hist").row(1).put("used", 1).put("kind", 0).put("key", 1).put("sum_ns", 11).put("bucket", 5, 4).put("bucket", 6, 7);
        fake.table("hist").row(2).put("used", 1).put("kind", 1).put("key", 1).put("sum_ns", 3).put("bucket", 0, 3);
        try (LedgerReader reader = open()) {
            assertThat(reader.hists()).extracting(Histogram::count).containsExactly(18L, 3L);
            assertThat(reader.hists().get(0).buckets()).startsWith(0, 0, 0, 0, 0, 11, 7);
            assertThat(reader.hists()).extracting(reader::nameOf).containsExactly("accepted", "set 8");
        }
    }

    @Test
    void aDescriptorsEngineIsThatOfItsLoop() {
        fake.table("set").row(2).put("used", 1).put("engine", 4).put("epfd", 8);
        fake.table("fd").row(9).put("state", 1).put("conn", 2).put("loop", 2);
        fake.table("fd").row(10).put("state", 1).put("conn", 3).put("loop", -1);
        try (LedgerReader reader = open()) {
            assertThat(FdViews.read(reader).rows()).extracting(FdView::engine).containsExactly("sigio", "-");
        }
    }

    @Test
    void limitKeepsTheFirstInOrder() {
        for (int fd = 0; fd < 128; fd++) {
            fake.table("fd").row(fd).put("state", 1).put("conn", fd + 1).put("reads", fd * 37 % 101);
        }
        Comparator<FdView> mostReads = Comparator.comparingLong((FdView v) -> v.number("reads")).reversed()
                .thenComparingInt(FdView::fd);
        try (LedgerReader reader = open()) {
            FdViews all = FdViews.read(reader, v -> true, mostReads, Integer.MAX_VALUE);
            FdViews seven = FdViews.read(reader, v -> true, mostReads, 7);
            assertThat(seven.rows()).extracting(FdView::fd)
                    .isEqualTo(all.rows().subList(0, 7).stream().map(FdView::fd).toList());
            assertThat(seven.matched()).isEqualTo(128);
        }
    }

    @Test
    void sparseRowsAcrossChunksAreAllFound() {
        FakeLedger large = FakeLedger.standard(5003);
        for (int fd = 0; fd < 5003; fd += 17) {
            large.table("fd").row(fd).put("state", 1).put("conn", fd + 1);
        }
        try (LedgerReader reader = LedgerReader.open(large.write(directory))) {
            assertThat(reader.fds()).hasSize(295).allMatch(row -> row.number("conn") == row.index() + 1);
        }
    }
}
