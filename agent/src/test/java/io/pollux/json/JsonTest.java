package io.pollux.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void parsesEveryKindOfValue() {
        assertThat(Json.parse(" {\"a\":[1,-2.5,true,false,null,\"x\\n\\u00e9\"],\"b\":{},\"c\":[]} "))
                .isEqualTo(Map.of("a", Arrays.asList(1L, -2.5, true, false, null, "x\né"), "b", Map.of(), "c", List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[1,", "{\"a\"}", "tru", "1 2", "\"open", "\"\\u12\"", "\"\\q\"", "nope", "{a:1}"})
    void refusesWhatIsNotJson(String text) {
        assertThatThrownBy(() -> Json.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesDepthThatWouldOverflowTheStack() {
        assertThatThrownBy(() -> Json.parse("[".repeat(100_000))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writerPutsCommasAndEscapes() throws IOException {
        StringBuilder out = new StringBuilder();
        new JsonWriter(out).beginObject().name("a").value(1).name("b").beginArray().value("</script>\"\\\u0001é").value((String) null)
                .value(Double.NaN).value(true).endArray().name("c").beginObject().endObject().endObject();
        assertThat(out).hasToString("{\"a\":1,\"b\":[\"\\u003c/script\\u003e\\\"\\\\\\u0001\\u00e9\",null,null,true],\"c\":{}}");
        assertThat(Json.parse(out.toString())).isInstanceOf(Map.class);
    }
}
