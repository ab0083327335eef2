package io.pollux.findings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** docs/commands/diagnose.md has every check and every threshold, as the code has them. */
class DocumentedTest {
    private static final Path PAGE = Path.of("../docs/commands/diagnose.md");

    private static Map<String, String[]> rows() throws IOException {
        Map<String, String[]> rows = new HashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.split(" \\| |^\\| | \\|$");
            if (cells.length > 3 && cells[1].startsWith("`")) {
                rows.put(cells[1].replace("`", ""), cells);
            }
        }
        return rows;
    }

    @Test
    void everyCheckIsOnItsPage() throws IOException {
        Map<String, String[]> rows = rows();
        for (Check check : Checks.ALL) {
            assertThat(rows.get(check.id())).as(check.id()).endsWith(check.severity().label(), check.title(), check.advice());
        }
    }

    @Test
    void everyThresholdIsOnItsPageWithItsValue() throws IOException {
        Map<String, String[]> rows = rows();
        for (Threshold threshold : Threshold.values()) {
            String[] row = rows.get(threshold.key());
            assertThat(row).as(threshold.key()).endsWith(threshold.help());
            assertThat(Double.parseDouble(row[2])).isEqualTo(threshold.standard());
        }
    }

    @Test
    void idsAreUnique() {
        assertThat(Checks.ALL).extracting(Check::id).doesNotHaveDuplicates();
    }

    @Test
    void thresholdsAreOverriddenByName() {
        Thresholds thresholds = Thresholds.with(Map.of("blocked-ms", "7.5"));
        assertThat(thresholds.of(Threshold.BLOCKED_MS)).isEqualTo(7.5);
        assertThat(thresholds.of(Threshold.STORM_RATE)).isEqualTo(Threshold.STORM_RATE.standard());
        assertThatThrownBy(() -> Thresholds.with(Map.of("blocked", "7"))).hasMessageContaining("'blocked'");
        assertThatThrownBy(() -> Thresholds.with(Map.of("blocked-ms", "NaN"))).hasMessageContaining("'NaN'");
    }
}
