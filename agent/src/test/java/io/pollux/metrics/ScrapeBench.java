package io.pollux.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Library;
import com.sun.jna.Native;
import io.pollux.agent.LibraryFile;
import io.pollux.agent.Platform;
import io.pollux.http.Query;
import io.pollux.http.Resource;
import io.pollux.ledger.FdView;
import io.pollux.ledger.FdViews;
import io.pollux.ledger.FdsJson;
import io.pollux.ledger.GrownLedger;
import io.pollux.ledger.LedgerReader;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page costs with many descriptors: not a test, and not run as one; {@code bin/bench scrape} runs it. One thread reads a
 * ledger of the real layout and writes the page; the transport is left out.
 */
class ScrapeBench {
    /** probe.h, as much as it takes to have a ledger. */
    public interface Probe extends Library {
        int pollux_open();

        int pollux_close();
    }

    /** One page. */
    private interface Work {
        void run() throws IOException;
    }

    private static final int WARM_UPS = 30;
    private static final int ROUNDS = 31;

    @TempDir
    private Path directory;
    private final StringBuilder table = new StringBuilder("""
            | page | descriptors | median | slowest of 31 | first | allocated |
            | --- | ---: | ---: | ---: | ---: | ---: |
            """);

    @Test
    void measure() throws IOException {
        Probe[] probe = new Probe[1];
        LibraryFile.load(Platform.library(), file -> probe[0] = Native.load(file.toString(), Probe.class)).close();
        int memfd = probe[0].pollux_open();
        assertThat(memfd).isNotNegative();
        long row = 0;
        for (int fds : List.of(10_000, 100_000)) {
            Path file = directory.resolve("ledger-" + fds);
            GrownLedger.write(Path.of("/proc/self/fd/" + memfd), file, fds);
            try (LedgerReader reader = LedgerReader.open(file)) {
                row = reader.section("fd").recordBytes();
                pages(reader, fds);
            }
        }
        probe[0].pollux_close();
        table.append("\nOne descriptor is ").append(row).append(" bytes of the ledger.\n");
        Files.writeString(Path.of("target", "scrape-bench.txt"), table);
    }

    private void pages(LedgerReader reader, int fds) throws IOException {
        Expositions pages = new Expositions(reader);
        measure("/metrics", fds, () -> write(pages.groups()));
        measure("/metrics/fds", fds, () -> write(pages.fds()));
        Comparator<FdView> byReads = Comparator.comparingLong((FdView view) -> view.number("read_bytes")).reversed();
        measure("/api/fds?limit=100", fds,
                () -> FdsJson.write(new StringBuilder(), reader, FdViews.read(reader, view -> !view.own(), byReads, 100)));
    }

    private static void write(Resource page) throws IOException {
        page.write(new Query("application/openmetrics-text", Map.of()), OutputStream.nullOutputStream());
    }

    private void measure(String page, int fds, Work work) throws IOException {
        double first = milliseconds(work);
        for (int i = 0; i < WARM_UPS; i++) {
            work.run();
        }
        double[] times = new double[ROUNDS];
        long before = allocated();
        for (int i = 0; i < ROUNDS; i++) {
            times[i] = milliseconds(work);
        }
        double megabytes = (allocated() - before) / 1e6 / ROUNDS;
        Arrays.sort(times);
        table.append(String.format(Locale.ROOT, "| `%s` | %,d | **%.1f ms** | %.1f ms | %.0f ms | %.1f MB |%n", page, fds, times[ROUNDS / 2],
                times[ROUNDS - 1], first, megabytes));
    }

    private static double milliseconds(Work work) throws IOException {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
