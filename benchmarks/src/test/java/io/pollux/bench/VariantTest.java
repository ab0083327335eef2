package io.pollux.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class VariantTest {
    private final List<Variant> all = all();

    private static List<Variant> all() {
        try {
            return Variant.all(Path.of(".."));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void bareHasNothingAndEveryNameIsThereOnce() {
        assertThat(Variant.of(Variant.BARE, all).jvm()).isEmpty();
        assertThat(all).extracting(Variant::name).doesNotHaveDuplicates();
    }

    @Test
    void everyEngineIsAVariant() {
        assertThat(Variant.of("io_uring", all).jvm()).anyMatch(word -> word.endsWith("engine=io_uring"));
    }

    @Test
    void placesAreFilledIn() {
        assertThat(Variant.filled(List.of("a{port}b{pid}", "c"), Map.of("port", "17", "pid", "19"))).containsExactly("a17b19", "c");
    }

    @Test
    void unknownNameIsNamedWithThoseThereAre() {
        assertThatThrownBy(() -> Variant.of("nothing", all)).isInstanceOf(NoSuchElementException.class).hasMessageContaining("nothing").hasMessageContaining("bare-again");
    }
}
