package io.pollux.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.ledger.FakeLedger;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.Field;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RatesTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path directory;

    private final Rates rates = new Rates();

    /** What one descriptor grew a second, as a reading at that moment says. */
    private double read(long conn, long reads, long atNs) throws IOException {
        FakeLedger fake = FakeLedger.standard(16);
        fake.table("fd").row(7).put("state", 1).put("conn", conn).put("reads", reads);
        try (LedgerReader reader = LedgerReader.open(fake.write(directory))) {
            Field column = reader.section("fd").field("reads");
            FdView view = FdViews.read(reader).rows().get(0);
            Rates.Reading reading = rates.begin("reads", List.of(column), atNs);
            reading.note(view);
            rates.end(reading);
            return reading.perSecond(view);
        }
    }

    @Test
    void growthIsSinceTheReadingBefore() throws IOException {
        assertThat(read(1, 1000, 100 * SECOND)).isZero();
        assertThat(read(1, 1014, 102 * SECOND)).isEqualTo(7);
        assertThat(read(1, 1027, 103 * SECOND)).isEqualTo(13);
    }

    @Test
    void secondReaderOfTheSameMomentSeesTheSameSpan() throws IOException {
        read(1, 1000, 100 * SECOND);
        read(1, 1014, 102 * SECOND);
        assertThat(read(1, 1014, 102 * SECOND + 1)).as("since the first reading, not since a nanosecond ago").isBetween(6.9, 7.0);
    }

    @Test
    void reusedNumberStartsFromNothing() throws IOException {
        read(1, 1000, 100 * SECOND);
        assertThat(read(2, 13, 101 * SECOND)).isEqualTo(13);
    }

    @Test
    void nothingIsSaidOverALongPause() throws IOException {
        read(1, 1000, 100 * SECOND);
        assertThat(read(1, 1014, 200 * SECOND)).isZero();
    }
}
