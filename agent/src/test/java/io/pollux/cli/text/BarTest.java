package io.pollux.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BarTest {
    @Test
    void partsAreToScaleAndFillTheBar() {
        assertThat(Bar.of(List.of(1L, 2L, 0L, 1L), "abcd", 8)).isEqualTo("aabbbbdd");
        assertThat(Bar.of(List.of(1L, 1L, 1L), "abc", 10)).hasSize(10);
        assertThat(Bar.of(List.of(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4), "ab", 4)).isEqualTo("aabb");
    }

    @Test
    void nothingIsEmpty() {
        assertThat(Bar.of(List.of(0L, 0L), "ab", 4)).isEmpty();
    }
}
