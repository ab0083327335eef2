package io.pollux.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pollux.ledger.LedgerException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no ledger, or a damaged one, and processes without one: each is refused with the reason. */
class LedgerRefusalTest {
    @TempDir
    Path directory;

    private final FakeLedger fake = FakeLedger.standard(128);

    private static void assertRefuses(Path file, Reason reason, String words) {
        assertThatThrownBy(() -> LedgerReader.open(file)).isInstanceOf(LedgerException.class).hasMessageContaining(words)
                .asInstanceOf(InstanceOfAssertFactories.type(LedgerException.class))
                .extracting(LedgerException::reason).isEqualTo(reason);
    }

    @Test
    void foreignFileIsRefused() throws IOException {
        fake.magic = 0x1122334455667788L;
        assertRefuses(fake.write(directory), Reason.FOREIGN, "not a ledger of Pollux");
        assertRefuses(Files.write(directory.resolve("empty"), new byte[0]), Reason.FOREIGN, "not a ledger of Pollux");
        assertRefuses(Files.write(directory.resolve("short"), "hello".getBytes()), Reason.FOREIGN, "not a ledger");
    }

    @Test
    void otherVersionIsRefused() {
        fake.version = 2;
        assertRefuses(fake.write(directory), Reason.OTHER_VERSION, "version 2");
    }

    @Test
    void everyTruncationIsRefused() throws IOException {
        byte[] whole = fake.bytes();
        for (int length = 12; length < whole.length; length += 211) {
            assertRefuses(Files.write(directory.resolve("cut"), Arrays.copyOf(whole, length)), Reason.TRUNCATED, "truncated");
        }
    }

    @Test
    void recordLargerThanAnyIsRefusedEvenWhereThereIsNone() throws IOException {
        byte[] whole = fake.bytes();
        // The first section's record_bytes, and capacity 0.
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(88 + 24, 1 << 30).putInt(88 + 28, 0);
        assertRefuses(Files.write(directory.resolve("giant"), whole), Reason.TRUNCATED, "damaged");
    }

    @Test
    void textWhereANumberIsWantedIsRefused() {
        fake.table("meta").row(0).put("used", 1);
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            Section meta = reader.section("meta");
            assertThatThrownBy(() -> reader.scan(meta, row -> row.number("name"))).isInstanceOf(LedgerException.class).hasMessageContaining("'name' is no number");
        }
    }

    @Test
    void damagedDescriptionIsRefusedWithoutHarm() throws IOException {
        byte[] whole = fake.bytes();
        for (int at = 20; at < 48; at++) {
            byte[] damaged = whole.clone();
            damaged[at] = (byte) 0xff;
            Path file = Files.write(directory.resolve("damaged"), damaged);
            try {
                LedgerReader.open(file).close();
            } catch (LedgerException e) {
                assertThat(e.reason()).isEqualTo(Reason.TRUNCATED);
            }
        }
    }

    @Test
    void fileThatShrinksUnderTheReaderIsTruncated() throws IOException {
        fake.table("fd").row(3).put("state", 1);
        Path file = fake.write(directory);
        try (LedgerReader reader = LedgerReader.open(file);
                var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(4096);
            assertThatThrownBy(reader::fds).isInstanceOf(LedgerException.class).hasMessageContaining("truncated");
        }
    }

    @Test
    void processWithoutLedgerIsNotAttached() {
        assertThatThrownBy(() -> LedgerReader.open(ProcessHandle.current().pid())).hasMessageContaining("Pollux is not in process");
    }

    @Test
    void processThatIsGoneIsNamed() {
        assertThatThrownBy(() -> LedgerReader.open(4_194_305L)).hasMessage("no process 4194305");
    }
}
