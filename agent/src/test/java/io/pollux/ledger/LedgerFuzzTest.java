package io.pollux.ledger;

import io.pollux.fuzz.Garbage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a memfd named like a ledger holds: it is read, or refused by a LedgerException; no other exception, no hang, no memory eaten. */
@Timeout(3600)
class LedgerFuzzTest {
    private static final long[] NUMBERS = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE, 0xffffffffL, 0x7fff_ffff_0000_0000L, 40, 4096, 1 << 30};

    @TempDir
    private Path directory;

    private final Random random = new Random(13);

    @Test
    void everyContentIsReadOrRefused() throws IOException {
        byte[] good = FakeLedger.standard(8).bytes();
        Path file = directory.resolve("ledger");
        for (int i = Garbage.inputs(3_000); i > 0; i--) {
            Files.write(file, changed(good));
            try {
                read(file);
            } catch (LedgerException e) {
                // What is documented.
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + " of seed 13", e);
            }
        }
    }

    private static void read(Path file) throws IOException {
        try (LedgerReader reader = LedgerReader.open(file)) {
            reader.meta();
            reader.hooks();
            FdsJson.write(new StringBuilder(), reader, FdViews.read(reader));
            StatusJson.write(new StringBuilder(), reader);
        }
    }

    /** One to eight numbers replaced, more often in the description at the front than in the rows; sometimes cut. */
    private byte[] changed(byte[] good) {
        byte[] bytes = good.clone();
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
            int at = random.nextInt((random.nextInt(3) == 0 ? bytes.length : Math.min(bytes.length, 16_384)) - Long.BYTES);
            switch (random.nextInt(4)) {
                case 0 -> buffer.put(at, (byte) random.nextInt(256));
                case 1 -> buffer.putInt(at & ~3, (int) NUMBERS[random.nextInt(NUMBERS.length)]);
                case 2 -> buffer.putLong(at & ~7, NUMBERS[random.nextInt(NUMBERS.length)]);
                default -> buffer.put(at, (byte) (bytes[at] ^ 1 << random.nextInt(8)));
            }
        }
        return random.nextInt(10) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }
}
