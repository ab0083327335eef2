package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.pollux.agent.LibraryFile;
import io.pollux.agent.Platform;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reader on a ledger that libpollux.so made in this very process: the drawing in Java and the structs in C are one. */
class RealLedgerTest {
    /** probe.h, as much as it takes to have a ledger with rows in it; no native of the JDK is rebound. */
    public interface Probe extends Library {
        int pollux_open();

        int pollux_adopt();

        int pollux_meta_put(String name, String value);

        int pollux_close();
    }

    private static Probe probe;

    @BeforeEach
    void open() {
        if (probe == null) {
            LibraryFile.load(Platform.library(), file -> probe = Native.load(file.toString(), Probe.class)).close();
        }
        assertThat(probe.pollux_open()).isNotNegative();
        assertThat(probe.pollux_adopt()).isPositive();
    }

    @AfterEach
    void close() {
        probe.pollux_close();
    }

    private static LedgerReader reader() {
        return LedgerReader.open(ProcessHandle.current().pid());
    }

    @Test
    void headerIsOfThisProcess() {
        try (LedgerReader reader = reader()) {
            assertThat(reader.pid()).isEqualTo(ProcessHandle.current().pid());
            assertThat(reader.detached()).isFalse();
            assertThat(reader.startClockNs()).isLessThanOrEqualTo(System.nanoTime());
        }
    }

    @Test
    void sectionsHaveWhatTheReadersAskFor() {
        try (LedgerReader reader = reader()) {
            assertThat(reader.sections()).extracting(Section::name).contains("meta", "hook", "engine", "set", "group", "hist", "fd");
            assertThat(reader.section("fd").columns()).extracting(Field::name).contains("ready_in", "reads", "read_bytes", "writes", "write_bytes");
            assertThat(reader.sections()).flatExtracting(Section::fields).extracting(Field::type).doesNotContain(FieldType.UNKNOWN);
            assertThat(reader.engines()).extracting(engine -> engine.key().text("name")).startsWith("epoll");
        }
    }

    @Test
    void standardStreamsHaveRows() {
        try (LedgerReader reader = reader()) {
            List<FdView> rows = FdViews.read(reader).rows();
            assertThat(rows).extracting(FdView::fd).contains(0, 1, 2);
            assertThat(rows).allMatch(row -> row.conn() > 0 && row.conn() <= reader.conns() && row.state().equals("open"));
        }
    }

    @Test
    void factsAreReadAsTheyWereWritten() {
        probe.pollux_meta_put("main_class", "com.acme.Main");
        try (LedgerReader reader = reader()) {
            assertThat(reader.meta()).containsEntry("main_class", "com.acme.Main");
        }
    }

    @Test
    void numbersAreFinalOnceItIsClosed() {
        try (LedgerReader reader = reader()) {
            probe.pollux_close();
            assertThat(reader.detached()).isTrue();
            assertThat(FdViews.read(reader).rows()).isNotEmpty();
        }
    }
}
