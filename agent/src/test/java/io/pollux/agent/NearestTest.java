package io.pollux.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void findsTheWordWithTheFewestEdits() {
        List<String> keys = List.of("engine", "host", "port", "copies");
        assertThat(Nearest.to("prot", keys)).isEqualTo("port");
        assertThat(Nearest.to("engin", keys)).isEqualTo("engine");
        assertThat(Nearest.to("hots", keys)).isEqualTo("host");
    }

    @Test
    void countsInsertionsDeletionsAndReplacements() {
        assertThat(Nearest.edits("", "")).isZero();
        assertThat(Nearest.edits("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.edits("", "seven77")).isEqualTo(7);
        assertThat(Nearest.edits("poll", "epoll")).isEqualTo(1);
    }

    @Test
    void findsNothingAmongNothing() {
        assertThat(Nearest.to("port", List.of())).isNull();
    }
}
