package io.pollux.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.pollux.json.Json;
import io.pollux.json.JsonWriter;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationTest {
    /** A call 1000 ns and 0.1 ns a byte to read, 2000 and 0.2 to write, 10 and 0.05 to copy. */
    static final String TEXT = """
            {"null_call_ns":61.5,"empty_wait_ns":300.0,"empty_read_ns":350.0,"read":[[1,1000.1],[1048576,105857.6]],"write":[[1,2000.2],[1048576,211715.2]],
            "heap_copy":[[1,10.1],[1048576,52438.8]],"took_ns":12000000}""";

    @Test
    void theLibrarysTextBecomesLines() {
        Calibration calibration = Calibration.parse(TEXT);
        assertThat(calibration.nullCallNs()).isEqualTo(61.5);
        assertThat(calibration.emptyWaitNs()).isEqualTo(300);
        assertThat(calibration.emptyReadNs()).isEqualTo(350);
        assertThat(calibration.read().fixedNs()).isCloseTo(1_000, within(0.1));
        assertThat(calibration.write().nsPerByte()).isCloseTo(0.2, within(1e-6));
        assertThat(calibration.heapCopy().fixedNs()).isCloseTo(10, within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"null_call_ns\":1,\"empty_wait_ns\":1,\"empty_read_ns\":1,\"took_ns\":1,\"read\":[[1,2]],\"write\":[],\"heap_copy\":[]}", "x"})
    void anotherTextIsRefused(String text) {
        assertThatThrownBy(() -> Calibration.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void jsonHasMeasurementsAndModel() throws IOException {
        StringBuilder text = new StringBuilder();
        CalibrationJson.write(new JsonWriter(text), Calibration.parse(TEXT));
        Map<String, Object> json = Json.parseObject(text.toString());
        assertThat(json).containsKeys("null_call_ns", "empty_wait_ns", "took_ns", "read", "write", "heap_copy");
        assertThat((Map<?, ?>) json.get("read")).extracting(Object::toString).asString().contains("points=[[1, 1000.1]");
    }
}
