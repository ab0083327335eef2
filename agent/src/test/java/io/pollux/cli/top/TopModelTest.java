package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What is shown of two readings: rates of sums, maxima as they are. */
class TopModelTest extends TopFixture {
    @Test
    void rateIsGrowthASecond() {
        assertThat(model.rows().get(0).worth(column("reads"))).isEqualTo(17.0, within(1e-9));
        assertThat(model.rows().get(1).worth(column("reads"))).isZero();
        assertThat(model.totals().get(column("reads"))).isEqualTo(17.0, within(1e-9));
    }

    @Test
    void descriptorUnderAReusedNumberStartsFromNothing() throws IOException {
        TopModel reused = model(ledger(1000, 1), ledger(44, 2));
        assertThat(reused.rows().get(0).worth(column("reads"))).isEqualTo(22.0, within(1e-9));
    }

    @Test
    void maximumIsNoRate() {
        assertThat(model.rows().get(0).worth(column("ready_to_read_max_ns"))).isEqualTo(5000);
    }
}
