package io.pollux.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OverheadTableTest {
    private static final List<Pair> PAIRS =
            List.of(new Pair(100, 131, 0, 0), new Pair(110, 127, 24, 24), new Pair(120, 143, 0, 0));

    @Test
    void mediansAreOfPairsNotOfColumns() {
        assertThat(Spread.of(PAIRS, Pair::added).median()).isEqualTo(23);
        assertThat(Spread.of(PAIRS.subList(0, 2), Pair::added).median()).isEqualTo(24);
    }

    @Test
    void rowShowsMediansAndTheRange() {
        assertThat(OverheadTable.of(Map.of("read", PAIRS)))
                .endsWith("| `read` | 110 ns | 131 ns | **23 ns** | 17 … 31 ns | 1.192 | 0.0 B |\n");
    }
}
