package io.pollux.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import io.pollux.cli.top.Key.Kind;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class KeyTest {
    private static Key read(int... characters) throws IOException {
        Deque<Integer> left = new ArrayDeque<>();
        for (int c : characters) {
            left.add(c);
        }
        Key key = Key.read(timeout -> left.isEmpty() ? -2 : left.poll(), 1);
        assertThat(left).isEmpty();
        return key;
    }

    @Test
    void nothingInTimeIsNoKey() throws IOException {
        assertThat(read()).isNull();
    }

    @Test
    void lettersAreThemselves() throws IOException {
        assertThat(read('q')).isEqualTo(new Key(Kind.CHARACTER, 'q'));
    }

    @Test
    void sequencesAreOneKey() throws IOException {
        assertThat(read(27, '[', 'A').kind()).isEqualTo(Kind.UP);
        assertThat(read(27, 'O', 'B').kind()).isEqualTo(Kind.DOWN);
        assertThat(read(27, '[', '5', '~').kind()).isEqualTo(Kind.PAGE_UP);
        assertThat(read(27, '[', '1', ';', '5', 'C').kind()).as("with Ctrl").isEqualTo(Kind.RIGHT);
        assertThat(read(27, '[', '1', '~').kind()).isEqualTo(Kind.HOME);
        assertThat(read(27, '[', 'F').kind()).isEqualTo(Kind.END);
        assertThat(read(27, '[', '1', '5', '~').kind()).isEqualTo(Kind.OTHER);
        assertThat(read(27).kind()).isEqualTo(Kind.ESCAPE);
    }

    @Test
    void endOfInputAndControlCEnd() throws IOException {
        assertThat(read(-1).kind()).isEqualTo(Kind.END_OF_INPUT);
        assertThat(read(3).kind()).isEqualTo(Kind.END_OF_INPUT);
    }
}
